package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code values.yaml} and the README's table say what {@code values.schema.json} says. */
class ValuesDocumentTest {

  private static final String REWRITE = "postroom.rewrite-documents";

  private static final String COMMAND =
      "./mvnw -q -pl helm -am test -Dtest=ValuesDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -D"
          + REWRITE
          + "=true";

  private static final Path VALUES = Chart.DIRECTORY.resolve("values.yaml");
  private static final Path README = Chart.DIRECTORY.resolve("README.md");
  private static final String TABLE = "| value | default | meaning |\n|---|---|---|\n";

  private final ValuesDocument document = new ValuesDocument(schema());

  @Test
  void valuesYamlHasTheDefaultsAndDescriptionsOfTheSchema() throws IOException {
    var expected = "# Made from values.schema.json. To rewrite it:\n#   %s\n".formatted(COMMAND);
    holds(VALUES, expected + document.yaml());
  }

  @Test
  void theReadmeListsAllValues() throws IOException {
    var readme = Files.readString(README);
    int table = readme.indexOf(TABLE);
    assertThat(table).as("where the table of values begins, which ends the README").isPositive();
    holds(README, readme.substring(0, table) + TABLE + document.rows());
  }

  private static void holds(Path file, String expected) throws IOException {
    if (Boolean.getBoolean(REWRITE)) {
      Files.writeString(file, expected);
    }
    assertThat(file).as("to rewrite it: " + COMMAND).hasContent(expected);
  }

  private static JsonNode schema() {
    try {
      return new ObjectMapper()
          .readTree(Files.readString(Chart.DIRECTORY.resolve("values.schema.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

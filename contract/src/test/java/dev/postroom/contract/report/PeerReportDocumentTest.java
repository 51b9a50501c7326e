package dev.postroom.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The example in the document is a whole report, and nothing in it goes unexplained. */
class PeerReportDocumentTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "peer-report.md");
  private static final String BEGIN = "```json\n";
  private static final String END = "```\n";

  @Test
  void theExampleIsAReportWithAllFieldsAndNoOthers() throws IOException {
    var mapper = new ObjectMapper();
    byte[] example = example().getBytes(StandardCharsets.UTF_8);

    byte[] written = PeerReportJson.write(PeerReportJson.read(example));

    assertThat(mapper.readTree(written)).isEqualTo(mapper.readTree(example));
  }

  @Test
  void everyFieldIsNamedInTheText() throws IOException {
    String text = Files.readString(DOCUMENT).replace(example(), "");
    var names = new TreeSet<String>();
    collect(new ObjectMapper().readTree(example()), names);
    // Names of files, and what the general words about times, files and problems say.
    names.removeAll(List.of("imapd", "imapd-ssl", "userdb", "at", "server", "files"));
    names.removeAll(List.of("file", "sha256", "line", "message", "current", "maximum", "accepted"));
    names.remove("listener");

    assertThat(names).allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
  }

  private static String example() throws IOException {
    String document = Files.readString(DOCUMENT);
    int begin = document.indexOf(BEGIN) + BEGIN.length();
    return document.substring(begin, document.indexOf(END, begin));
  }

  private static void collect(JsonNode node, TreeSet<String> names) {
    node.fieldNames().forEachRemaining(names::add);
    List<JsonNode> children = new ArrayList<>();
    node.elements().forEachRemaining(children::add);
    children.forEach(child -> collect(child, names));
  }
}

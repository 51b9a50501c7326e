package dev.postroom.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/imap-conformance.md names all that is announced, and tests that there are. */
class ConformanceDocumentTest {

  private static final Path DOCUMENT = Path.of("../docs/imap-conformance.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern CAPABILITY = Pattern.compile("(?m)^\\| `([^`]+)` \\| (\\d+) \\|");
  private static final Pattern TEST =
      Pattern.compile("`([A-Z]\\w*[a-z](?:Test|Properties|Fuzz|IT))(?:\\.(\\w+))?`");

  @Test
  void everyCapabilityIsListedWithItsRfc() throws IOException {
    List<String> listed =
        rows(CAPABILITY).map(row -> row.group(1) + " of RFC " + row.group(2)).toList();

    assertThat(listed)
        .containsExactlyElementsOf(
            Arrays.stream(Capability.values())
                .map(each -> withoutNumber(each.announced()) + " of RFC " + each.rfc())
                .toList());
  }

  /** The number of APPENDLIMIT is a setting. */
  private static String withoutNumber(String announced) {
    return announced.replaceFirst("=\\d+$", "");
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Map<String, Path> classes = classes();

    assertThat(rows(TEST).map(MatchResult::group)).isNotEmpty();
    for (MatchResult named : rows(TEST).toList()) {
      assertThat(classes.containsKey(named.group(1))).as(named.group()).isTrue();
      if (named.group(2) != null) {
        assertThat(Files.readString(classes.get(named.group(1))))
            .as(named.group())
            .contains("void " + named.group(2) + "(");
      }
    }
  }

  private static Stream<MatchResult> rows(Pattern pattern) throws IOException {
    return pattern.matcher(Files.readString(DOCUMENT)).results();
  }

  private static Map<String, Path> classes() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .collect(
              Collectors.toMap(
                  file -> file.getFileName().toString().replace(".java", ""),
                  file -> file,
                  (one, other) -> one,
                  TreeMap::new));
    }
  }
}

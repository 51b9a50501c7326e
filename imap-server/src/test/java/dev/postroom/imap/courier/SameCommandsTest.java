package dev.postroom.imap.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Courier and Postroom answer equal commands on equal trees alike, and leave equal trees. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SameCommandsTest {

  /** Those that showed in a script. */
  private static final Set<GeneralDifference> SHOWN = EnumSet.noneOf(GeneralDifference.class);

  private static int played;

  @TempDir Path directory;

  static Stream<String> scripts() throws IOException, URISyntaxException {
    return Resources.scripts().stream().map(file -> file.getFileName().toString());
  }

  @BeforeAll
  static void courierIsThere() {
    Courier.assumePresent();
  }

  @AfterAll
  static void everyGeneralDifferenceShowsSomewhere() throws IOException, URISyntaxException {
    if (played == scripts().count()) {
      assertThat(SHOWN).containsExactlyInAnyOrder(GeneralDifference.values());
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void bothServersAnswerAndWriteAlike(String name) throws Exception {
    Script script = Script.read(name);
    played++;
    List<String> unexpected = new ArrayList<>();
    try (MailHost courier = Courier.start(room("courier"), script.settings());
        MailHost postroom = Postroom.start(room("postroom"), script.settings())) {
      layOut(courier, script);
      layOut(postroom, script);
      try (var there = new ScriptRun(courier, script);
          var here = new ScriptRun(postroom, script)) {
        for (Script.Step step : script.steps()) {
          List<String> courierSays = there.perform(step.action());
          List<String> postroomSays = here.perform(step.action());
          for (GeneralDifference difference : GeneralDifference.values()) {
            List<String> expected = difference.expected(courierSays, postroomSays);
            if (!expected.equals(courierSays)) {
              SHOWN.add(difference);
            }
            courierSays = expected;
          }
          step.deviation()
              .unexpected(courierSays, postroomSays)
              .ifPresent(
                  difference ->
                      unexpected.add(
                          "%s:%d\n%s\n%s".formatted(name, step.line(), step.text(), difference)));
        }
      }
    }
    assertThat(String.join("\n", unexpected)).isEmpty();
  }

  private static void layOut(MailHost host, Script script) throws IOException {
    FixtureTree.layOut(host::home);
    if (!script.quota().isEmpty()) {
      FixtureTree.quota(host.home(Script.FIRST_USER), script.quota());
    }
  }

  private Path room(String name) throws IOException {
    return Files.createDirectory(directory.resolve(name));
  }
}

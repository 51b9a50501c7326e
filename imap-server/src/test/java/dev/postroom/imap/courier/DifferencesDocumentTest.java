package dev.postroom.imap.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The document names the differences that there are, and no others. */
class DifferencesDocumentTest {

  private static final int COMMANDS_ASKED_FOR = 150;

  @Test
  void everyDifferenceOfTheScriptsIsListedAndEveryListedOneIsInTheScripts() throws Exception {
    SortedSet<String> used = new TreeSet<>();
    for (Script script : scripts()) {
      script.steps().forEach(step -> used.addAll(step.deviation().ids()));
    }
    Arrays.stream(GeneralDifference.values()).map(GeneralDifference::id).forEach(used::add);

    assertThat(used).isEqualTo(DifferencesDocument.names());
  }

  @Test
  void everyDifferenceOfAScriptHasAReason() throws Exception {
    for (Script script : scripts()) {
      assertThat(script.steps())
          .as(script.name())
          .allSatisfy(step -> assertThat(step.deviation().reasoned()).as(step.text()).isTrue());
    }
  }

  @Test
  void theScriptsHaveTheCommandsThatWereAskedFor() throws Exception {
    assertThat(scripts().stream().mapToLong(Script::commands).sum())
        .isGreaterThan(COMMANDS_ASKED_FOR);
  }

  private static List<Script> scripts() throws IOException, URISyntaxException {
    List<Script> scripts = new ArrayList<>();
    for (Path file : Resources.scripts()) {
      scripts.add(Script.read(file.getFileName().toString()));
    }
    return scripts;
  }
}

package dev.postroom.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SettingsFileProperties {

  @Property
  void whatIsReadIsRenderedToTheCharacter(@ForAll("files") String text) {
    Assume.that(isAccepted(text));

    assertThat(SettingsFile.parse("imapd", text).render()).isEqualTo(text);
  }

  @Property
  void aChangeSetsItsVariableAndNoOther(
      @ForAll("files") String text, @ForAll("names") String name, @ForAll("values") String value) {
    Assume.that(isAccepted(text));
    SettingsFile before = SettingsFile.parse("imapd", text);

    SettingsFile after = before.with(name, value);

    assertThat(lastWord(after, name)).containsExactly(value);
    assertThat(wordsBut(after, name)).isEqualTo(wordsBut(before, name));
    assertThat(after.with(name, value).render()).isEqualTo(after.render());
  }

  /** Whatever is accepted means the same to the shell that Courier reads these files with. */
  @Property(tries = 25)
  void theShellAgreesWithEveryValue(@ForAll("manyWords") List<String> words) throws Exception {
    List<String> accepted = words.stream().filter(w -> isAccepted("X=" + w)).toList();
    var text = new StringBuilder("A='1 2'\nB=\\$A\n");
    for (int i = 0; i < accepted.size(); i++) {
      text.append("X").append(i).append('=').append(accepted.get(i)).append('\n');
    }
    var settings =
        EffectiveSettings.plain(
            SettingsFile.empty("imapd-ssl"), SettingsFile.parse("imapd", text.toString()));
    var ours = new ArrayList<String>();
    for (int i = 0; i < accepted.size(); i++) {
      ours.add(settings.text("X" + i));
    }

    assertThat(ours).isEqualTo(shellValues(text.toString(), accepted.size()));
  }

  @Provide
  Arbitrary<List<String>> manyWords() {
    return words().list().ofSize(200);
  }

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> assignment =
        Combinators.combine(names(), words()).as((name, word) -> name + "=" + word);
    Arbitrary<String> comment =
        Arbitraries.of("# a comment", "##NAME: A:0", "#B=1", "", "  ", "# C=2 'x", "#");
    return Arbitraries.oneOf(assignment, comment)
        .list()
        .ofMaxSize(8)
        .map(l -> String.join("\n", l));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of("A", "B", "C", "_d1");
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings()
        .ascii()
        .filter(value -> value.chars().noneMatch(c -> c == '\n' || c == '\r' || c == 0));
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
            "a", "Z9", "$A", "${B}", "$", "\\", "'", "\"", " ", "#", "=", ":", "~", "\\\\", "\\\"",
            "`", "*", "?", "[", "!", "{", "}", ",", "-", "%", "\t", "'b c'", "\"d e\"", "ü")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  private static boolean isAccepted(String text) {
    try {
      SettingsFile.parse("imapd", text);
      return true;
    } catch (SettingsSyntaxException e) {
      return false;
    }
  }

  private static List<String> lastWord(SettingsFile file, String name) {
    Word word =
        file.assignments().stream()
            .filter(a -> a.name().equals(name))
            .reduce((_, last) -> last)
            .orElseThrow()
            .word();
    return word.expand(_ -> "a reference", 1 << 20).stream().toList();
  }

  private static List<String> wordsBut(SettingsFile file, String name) {
    return file.assignments().stream()
        .filter(a -> !a.name().equals(name))
        .map(a -> a.name() + a.word())
        .collect(Collectors.toList());
  }

  private static List<String> shellValues(String text, int count)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("imapd", "");
    try {
      var script = new StringBuilder(text);
      for (int i = 0; i < count; i++) {
        script.append("printf '%s\\0' \"$X").append(i).append("\"\n");
      }
      Files.writeString(file, script);
      var builder =
          new ProcessBuilder("/bin/sh", file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().clear();
      Process shell = builder.start();
      String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shell.waitFor()).isZero();
      return List.of(output.split("\0", -1)).subList(0, count);
    } finally {
      Files.delete(file);
    }
  }
}

package dev.postroom.kubernetes.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLogTest {

  @TempDir Path directory;

  private static ByteArrayInputStream output(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void aRestartedContainerGoesOnInTheSameLog() {
    ProcessLog log = new ProcessLog(directory.resolve("pod/imap.log"));
    log.copy(output("first run\n"));
    log.copy(output("second run\n"));
    assertThat(log.file()).hasContent("first run\nsecond run\n");
  }

  @Test
  void aFullLogTakesThePlaceOfTheOlderOne() throws Exception {
    Path file = directory.resolve("imap.log");
    ProcessLog log = new ProcessLog(file, 10);
    log.copy(output("aaaaaaaa\n"));
    log.copy(output("bbbbbbbb\n"));
    log.copy(output("cccccccc\n"));
    assertThat(file).hasContent("cccccccc\n");
    assertThat(directory.resolve("imap.log.1")).hasContent("bbbbbbbb\n");
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void theLastLinesCanBeAskedFor() {
    ProcessLog log = new ProcessLog(directory.resolve("imap.log"));
    assertThat(log.text(OptionalLong.empty())).isEmpty();
    log.copy(output("one\ntwo\nthree\n"));
    assertThat(log.text(OptionalLong.of(2))).isEqualTo("two\nthree\n");
    assertThat(log.text(OptionalLong.of(9))).isEqualTo("one\ntwo\nthree\n");
    assertThat(log.text(OptionalLong.empty())).isEqualTo("one\ntwo\nthree\n");
  }
}

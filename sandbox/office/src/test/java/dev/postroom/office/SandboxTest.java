package dev.postroom.office;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.office.stage.Distribution;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path temporary;

  @BeforeEach
  void requireDistribution() {
    Assumptions.assumeTrue(
        Distribution.ifBuilt(Path.of("")).isPresent(),
        "operator and imap-server are not packaged; run: make build");
  }

  /** Once while it starts, once while it plays. */
  @ParameterizedTest
  @ValueSource(strings = {"Starting a Kubernetes stand-in", "office    has a limit of 4"})
  @Timeout(180)
  void leavesNothingBehindWhenItIsToldToEnd(String moment) throws Exception {
    Process sandbox =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Sandbox.class.getName())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = sandbox.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.startsWith(moment)) {
        line = output.readLine();
      }
      assertThat(line).startsWith(moment);
      List<ProcessHandle> programs = sandbox.descendants().toList();
      // Process.destroy would close its output, and it is still read.
      sandbox.toHandle().destroy();
      output.lines().forEach(rest -> assertThat(rest).doesNotContain("cannot", "does not end"));
      assertThat(sandbox.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(programs).noneMatch(ProcessHandle::isAlive);
      try (var files = Files.list(temporary)) {
        assertThat(files.filter(f -> f.getFileName().toString().startsWith("postroom-sandbox-")))
            .isEmpty();
      }
    } finally {
      sandbox.destroyForcibly();
    }
  }
}

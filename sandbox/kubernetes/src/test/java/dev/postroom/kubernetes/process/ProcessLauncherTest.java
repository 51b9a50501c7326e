package dev.postroom.kubernetes.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLauncherTest {

  @TempDir Path directory;

  /** Starts a program that would outlive it, tells its process id and waits to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      Process child = new ProcessLauncher().start(List.of("sleep", "300"), Map.of(), Path.of("."));
      System.out.println(child.pid());
      child.waitFor();
    }
  }

  @Test
  void aProgramDiesWithTheProcessThatStartedItEvenWhenThatIsKilled() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/setpriv")))
        .as("setpriv of the Debian package util-linux is there")
        .isTrue();
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ProcessHandle child;
    try (BufferedReader output =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), UTF_8))) {
      child = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      assertThat(child.isAlive()).isTrue();
      parent.toHandle().destroyForcibly();
      assertThat(child.onExit().get(20, TimeUnit.SECONDS).isAlive()).isFalse();
    }
  }

  @Test
  void nothingOfThisEnvironmentIsInherited() throws Exception {
    try (ProcessLauncher launcher = new ProcessLauncher()) {
      Process env = launcher.start(List.of("/usr/bin/env"), Map.of("ONLY", "this"), directory);
      assertThat(new String(env.getInputStream().readAllBytes(), UTF_8)).isEqualTo("ONLY=this\n");
    }
  }

  @Test
  void aProgramThatIsNotThereIsNamed() throws Exception {
    try (ProcessLauncher launcher = new ProcessLauncher()) {
      Process absent = launcher.start(List.of("/no/such/program"), Map.of(), directory);
      assertThat(new String(absent.getInputStream().readAllBytes(), UTF_8))
          .contains("/no/such/program");
      assertThat(absent.waitFor()).isNotZero();
    } catch (IOException e) {
      // Without setpriv in between, the JDK itself finds that there is no such program.
      assertThat(e).hasMessageContaining("/no/such/program");
    }
  }
}

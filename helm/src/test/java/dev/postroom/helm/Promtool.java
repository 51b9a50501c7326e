package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.testing.UnpackedPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prometheus' own judge of rules. */
final class Promtool {

  private static final long DEADLINE_SECONDS = 60;

  private final UnpackedPeer program = UnpackedPeer.of("prometheus", "usr/bin/promtool");

  /** Runs a command that has to find nothing wrong. */
  void succeed(Path directory, String... arguments) throws IOException, InterruptedException {
    var output = Files.createTempFile(directory, "promtool", ".txt");
    var process =
        program
            .command(List.of(arguments))
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("promtool did not end: " + List.of(arguments));
    }
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}

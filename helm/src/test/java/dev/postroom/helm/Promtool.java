package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Prometheus' own judge of rules: this machine's, or Debian's as {@code peers/unpack prometheus}
 * unpacks it. Tests that want it are skipped where there is none, and fail where it is required.
 */
record Promtool(Path program) {

  /** Where it is unpacked, if not where {@code peers/unpack} does by itself. */
  private static final String ROOT = "PROMETHEUS_ROOT";

  /** Set where the tests may not be left out, which is in continuous integration. */
  private static final String REQUIRED = "PROMETHEUS_REQUIRED";

  private static final long DEADLINE_SECONDS = 60;

  static Promtool find() {
    var unpacked =
        Optional.ofNullable(System.getenv(ROOT))
            .map(Path::of)
            .orElse(
                Path.of(
                    System.getProperty("user.home"), ".cache", "postroom", "peers", "prometheus"))
            .resolve("usr/bin/promtool");
    var installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> Path.of(directory, "promtool"));
    return Stream.concat(Stream.of(unpacked), installed)
        .filter(Files::isExecutable)
        .findFirst()
        .map(Promtool::new)
        .orElseGet(() -> missing("there is no " + unpacked + "; peers/unpack prometheus makes it"));
  }

  private static Promtool missing(String what) {
    return System.getenv(REQUIRED) == null ? abort(what) : fail(what);
  }

  /** Runs a command that has to find nothing wrong. */
  void succeed(Path directory, String... arguments) throws IOException, InterruptedException {
    var output = Files.createTempFile(directory, "promtool", ".txt");
    var process =
        new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("promtool did not end: " + List.of(arguments));
    }
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
  }
}

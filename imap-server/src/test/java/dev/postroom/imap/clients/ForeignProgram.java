package dev.postroom.imap.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A mail program of the machine, run to its end. */
final class ForeignProgram {

  private static final long PATIENCE_SECONDS = 120;

  private ForeignProgram() {}

  /** What it said, on both streams, and how it ended. */
  record Result(int status, String output) {}

  /** Skips the test where the program is missing, saying which Debian package has it. */
  static void assumeInstalled(String program, String debianPackage) {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    assumeTrue(installed, program + " is missing; Debian's package is " + debianPackage);
  }

  static Result run(Path home, List<String> command) throws IOException, InterruptedException {
    return run(home, command, "");
  }

  /**
   * @param input what the program gets to read; its standard input stays open until it has ended
   */
  static Result run(Path home, List<String> command, String input)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(Map.of("HOME", home.toString(), "TERM", "xterm", "LC_ALL", "C"));
    Process process = builder.start();
    try {
      if (input.isEmpty()) {
        process.outputWriter().close();
      } else {
        process.outputWriter().append(input).flush();
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(command + " did not end; so far: " + read(output));
      }
      return new Result(process.exitValue(), read(output));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}

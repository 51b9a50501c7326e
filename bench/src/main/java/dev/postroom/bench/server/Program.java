package dev.postroom.bench.server;

import dev.postroom.bench.client.Endpoint;
import dev.postroom.bench.client.ImapConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A server's process. It dies with this one however that ends, and is in a session of its own, so
 * that Ctrl-C does not reach it before its turn.
 */
final class Program implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration STOP = Duration.ofSeconds(15);
  private static final int LOG_SHOWN = 2000;

  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it; what it says goes into the log. */
  static Program start(Path log, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "setsid"));
    whole.addAll(command);
    Process process =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    return new Program(process, log);
  }

  /** Returns once somebody greets there. */
  void awaitGreeting(Endpoint endpoint) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      try (ImapConnection connection = ImapConnection.open(endpoint)) {
        connection.logout();
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException(
              "does not greet at " + endpoint.address() + "; its log ends: " + endOfLog(), notYet);
        }
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    }
  }

  long pid() {
    return process.pid();
  }

  /** How it ended, if nobody asked it to and yet it did. */
  Optional<String> obituary() {
    if (process.isAlive()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          "ended with status " + process.exitValue() + "; its log ends: " + endOfLog());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String endOfLog() throws IOException {
    String text = Files.readString(log).strip();
    return text.substring(Math.max(0, text.length() - LOG_SHOWN));
  }

  /** Ends it at once. */
  void kill() {
    process.destroyForcibly();
    close();
  }

  /** Asks it to end, and ends it when it takes too long. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

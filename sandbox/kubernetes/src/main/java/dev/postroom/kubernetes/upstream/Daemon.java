package dev.postroom.kubernetes.upstream;

import dev.postroom.kubernetes.process.ProcessLauncher;
import dev.postroom.kubernetes.process.ProcessLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** One of the two processes: started until it is ready, ended, and started again. */
final class Daemon {

  /** How long one may take until it is ready; kube-apiserver needs seconds on a busy machine. */
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);

  /** How long one may take to end when it is asked to; then it is killed. */
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(20);

  private static final Duration POLL = Duration.ofMillis(100);

  /** Whether it is ready. */
  @FunctionalInterface
  interface Readiness {
    boolean isGiven() throws InterruptedException;
  }

  private static final long LAST_LINES = 20;

  private final ProcessLauncher launcher;
  private final Path directory;
  private final List<String> command;
  private final Readiness ready;
  private final ProcessLog log;
  private Process process;

  /**
   * @param directory where it runs and logs
   * @param ready whether it is, asked while it starts
   */
  Daemon(ProcessLauncher launcher, Path directory, List<String> command, Readiness ready) {
    this.launcher = launcher;
    this.directory = directory;
    this.command = command;
    this.ready = ready;
    log = new ProcessLog(directory.resolve(Path.of(command.getFirst()).getFileName() + ".log"));
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @throws IOException with the end of its log, where it ends or is not ready in time
   */
  void start() throws IOException, InterruptedException {
    process = launcher.start(command, Map.of("HOME", directory.toString()), directory);
    log.follow(process.getInputStream());
    var late = Instant.now().plus(READY_WITHIN);
    while (!ready.isGiven()) {
      if (!process.isAlive() || Instant.now().isAfter(late)) {
        var end = process.isAlive() ? "is not ready after " + READY_WITHIN : "ended";
        throw new IOException(
            command.getFirst() + " " + end + ":\n" + log.text(OptionalLong.of(LAST_LINES)));
      }
      Thread.sleep(POLL);
    }
  }

  /** Ends it as the kernel does when memory is short: it finishes nothing. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as an administrator does. */
  void stop() throws InterruptedException {
    if (process != null && process.isAlive()) {
      process.toHandle().destroy();
      if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    }
  }
}

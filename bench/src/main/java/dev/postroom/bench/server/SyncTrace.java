package dev.postroom.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts a server's calls of fsync and its relatives, by strace. */
public final class SyncTrace implements AutoCloseable {

  /** In how long strace has surely said what was done before. */
  private static final Duration LAG = Duration.ofMillis(700);

  private static final Duration ATTACHING = Duration.ofSeconds(2);

  private final Process strace;
  private final AtomicInteger calls = new AtomicInteger();

  private SyncTrace(Process strace) {
    this.strace = strace;
  }

  /**
   * Traces them and what they fork.
   *
   * @throws IOException when there is no strace, or it may not trace
   */
  public static SyncTrace of(List<Long> processes) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,sync_file_range,syncfs"));
    processes.forEach(process -> command.addAll(List.of("-p", process.toString())));
    var trace = new SyncTrace(new ProcessBuilder(command).redirectErrorStream(true).start());
    Thread.ofVirtual().start(trace::read);
    TimeUnit.NANOSECONDS.sleep(ATTACHING.toNanos());
    if (!trace.strace.isAlive()) {
      throw new IOException("strace cannot trace the server");
    }
    trace.calls.set(0);
    return trace;
  }

  private void read() {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(strace.getInputStream(), StandardCharsets.UTF_8))) {
      lines.lines().filter(SyncTrace::isCall).forEach(line -> calls.incrementAndGet());
    } catch (IOException | java.io.UncheckedIOException ended) {
      strace.destroy();
    }
  }

  /** A call that another thread's interrupts is told of twice. */
  static boolean isCall(String line) {
    return line.contains("sync") && line.contains("(") && !line.contains("resumed>");
  }

  /** How many calls there were since the last time. */
  public int take() throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(LAG.toNanos());
    return calls.getAndSet(0);
  }

  /** Lets go of the server. */
  @Override
  public void close() {
    strace.destroy();
    try {
      strace.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

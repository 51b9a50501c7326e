package dev.postroom.imap.server;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that sessions run on. */
final class Workers implements AutoCloseable {

  /** How many logins may wait for a processor; the next one is told to come back later. */
  private static final int WAITING_LOGINS = 256;

  /** How long a command may go on when its connection is closed and the server ends. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("imap-timer").daemon().factory());
  private final ExecutorService hashing;

  Workers() {
    // Nearly every alarm is cancelled long before it is due, and would be kept till then.
    timer.setRemoveOnCancelPolicy(true);
    // Half of the processors, so that guesses at passwords cannot take them from mail.
    int threads = (Runtime.getRuntime().availableProcessors() + 1) / 2;
    hashing =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_LOGINS),
            Thread.ofPlatform().name("password-", 1).daemon().factory());
  }

  /** A virtual thread for each piece of work. */
  ExecutorService commands() {
    return commands;
  }

  /** One thread for all deadlines. */
  ScheduledExecutorService timer() {
    return timer;
  }

  /** Half as many threads as processors, and a bound on what waits for them. */
  ExecutorService hashing() {
    return hashing;
  }

  /** Lets what runs come to its end, for a while. */
  @Override
  public void close() {
    timer.shutdownNow();
    commands.shutdown();
    try {
      if (!commands.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        commands.shutdownNow();
      }
    } catch (InterruptedException e) {
      commands.shutdownNow();
      Thread.currentThread().interrupt();
    }
    hashing.shutdownNow();
  }
}

package dev.postroom.operator.peers;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when it takes too long. Timeouts of a request end with its
 * headers, and a body may trickle for ever.
 */
final class Deadline implements AutoCloseable {

  private final Thread thread = Thread.currentThread();
  private boolean over;
  private boolean missed;

  Deadline(Duration within) {
    CompletableFuture.delayedExecutor(within.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
        .execute(this::strike);
  }

  private synchronized void strike() {
    if (!over) {
      missed = true;
      thread.interrupt();
    }
  }

  /** In time or not, the thread goes on without an interruption by this deadline. */
  @Override
  public synchronized void close() {
    over = true;
    if (missed) {
      Thread.interrupted();
    }
  }
}

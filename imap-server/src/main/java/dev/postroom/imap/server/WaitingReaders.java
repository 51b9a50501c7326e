package dev.postroom.imap.server;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Readers who wait until the report may be another one than they have. None of them takes a thread:
 * an event loop looks four times a second whether the signs are still the same.
 */
final class WaitingReaders {

  /** An operator waits once, two of them while one takes over; more are answered at once. */
  static final int MAX = 16;

  private static final Duration LOOK = Duration.ofMillis(250);

  private final Supplier<?> signs;
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * @param signs equal as long as nothing happened; asked on an event loop, so it must not block
   */
  WaitingReaders(Supplier<?> signs) {
    this.signs = signs;
  }

  /**
   * Lets a reader wait, if there is room.
   *
   * @param before signs of what the reader has
   * @param answer runs once, where it may block, when signs differ or the time is up; never if the
   *     reader hangs up
   * @return whether it waits
   */
  boolean admit(RoutingContext reader, Object before, Duration wait, Runnable answer) {
    if (waiting.incrementAndGet() > MAX) {
      waiting.decrementAndGet();
      return false;
    }
    var vertx = reader.vertx();
    long end = System.nanoTime() + wait.toNanos();
    vertx.setPeriodic(
        LOOK.toMillis(),
        timer -> {
          boolean hasHungUp = reader.response().closed();
          if (hasHungUp || System.nanoTime() - end >= 0 || !before.equals(signs.get())) {
            vertx.cancelTimer(timer);
            waiting.decrementAndGet();
            if (!hasHungUp) {
              answer(reader, answer);
            }
          }
        });
    return true;
  }

  /** How many wait now. */
  int waiting() {
    return waiting.get();
  }

  private static void answer(RoutingContext reader, Runnable answer) {
    reader
        .vertx()
        .executeBlocking(
            () -> {
              answer.run();
              return null;
            },
            false)
        .onFailure(reader::fail);
  }
}

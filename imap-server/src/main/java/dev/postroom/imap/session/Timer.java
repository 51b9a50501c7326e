package dev.postroom.imap.session;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls back later. All sessions share one; what it calls is brief and does not block. */
@FunctionalInterface
public interface Timer {

  /** Asks for one call after {@code delay}, from any thread. */
  Alarm after(Duration delay, Runnable call);

  /** A call that was asked for. */
  @FunctionalInterface
  interface Alarm {
    /** Drops the call unless it is already made; may be called more than once. */
    void cancel();
  }

  /** A timer on a scheduler, one thread of which is enough for thousands of sessions. */
  static Timer on(ScheduledExecutorService scheduler) {
    return (delay, call) -> {
      Future<?> future = scheduler.schedule(call, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    };
  }
}

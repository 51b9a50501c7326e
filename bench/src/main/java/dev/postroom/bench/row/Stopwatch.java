package dev.postroom.bench.row;

import java.util.concurrent.TimeUnit;

/** Time since it was made. */
final class Stopwatch {

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final long begun = System.nanoTime();

  double seconds() {
    return (System.nanoTime() - begun) / NANOS;
  }

  double milliseconds() {
    return seconds() * 1000;
  }
}

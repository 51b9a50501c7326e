package dev.postroom.operator;

import dev.postroom.kubernetes.address.LoopbackBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Loopback addresses for pods in tests: each is given once, and of a block that this process has
 * claimed for itself, so that the tests of two clones run side by side.
 */
public final class PodAddresses {

  /** Between the first and the last address of a /24. */
  private static final int HOSTS = 254;

  private static final LoopbackBlock BLOCK = claim();
  private static final AtomicInteger GIVEN = new AtomicInteger();

  private PodAddresses() {}

  private static LoopbackBlock claim() {
    try {
      return LoopbackBlock.claim();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One that nobody else has. */
  public static String next() {
    int number = GIVEN.getAndIncrement();
    return BLOCK.address(1 + number / HOSTS, 1 + number % HOSTS).getHostAddress();
  }
}

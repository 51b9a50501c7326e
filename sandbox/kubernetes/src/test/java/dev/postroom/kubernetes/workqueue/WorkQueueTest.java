package dev.postroom.kubernetes.workqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

  private static final ObjectKey KEY = new ObjectKey("default", "mail");

  private final BlockingQueue<ObjectKey> seen = new LinkedBlockingQueue<>();

  private ObjectKey next() throws InterruptedException {
    return seen.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void aKeyAddedWhileItIsWorkedOnIsWorkedOnOnceMore() throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (WorkQueue queue =
        new WorkQueue(
            "test",
            key -> {
              seen.add(key);
              working.countDown();
              awaitQuietly(goOn);
            })) {
      queue.add(KEY);
      working.await();
      queue.add(KEY);
      queue.add(KEY);
      goOn.countDown();
      assertThat(next()).isEqualTo(KEY);
      assertThat(next()).isEqualTo(KEY);
      ObjectKey last = new ObjectKey("default", "last");
      queue.add(last);
      assertThat(next()).as("not a third time").isEqualTo(last);
    }
  }

  @Test
  void aFailureIsTriedAgainUntilItSucceeds() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    try (WorkQueue queue =
        new WorkQueue(
            "test",
            key -> {
              if (failures.getAndDecrement() > 0) {
                throw new IllegalStateException("not yet");
              }
              seen.add(key);
            })) {
      queue.add(KEY);
      assertThat(next()).isEqualTo(KEY);
    }
  }

  @Test
  void retriesAreFartherAndFartherApartUpToALimit() {
    List<Duration> delays =
        IntStream.of(1, 2, 3, 9, 10, 1000).mapToObj(WorkQueue::retryDelay).toList();
    assertThat(delays)
        .containsExactly(
            Duration.ofMillis(20),
            Duration.ofMillis(40),
            Duration.ofMillis(80),
            Duration.ofMillis(5120),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

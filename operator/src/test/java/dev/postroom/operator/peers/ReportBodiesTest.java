package dev.postroom.operator.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.operator.Reports;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much of what pods write is held at a time. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ReportBodiesTest {

  private final ReportBodies bodies = new ReportBodies();
  private final AtomicInteger beyond = new AtomicInteger();
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void onlySomeLargeReportsAreHeldAtATimeAndSmallOnesGoPastThem() throws Exception {
    var large = PeerReportJson.write(large());
    int twice = 2 * ReportBodies.LARGE_AT_ONCE;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reading =
          IntStream.range(0, twice)
              .mapToObj(_ -> threads.submit(() -> bodies.read(new Stalling(large)).report()))
              .toList();
      Awaitility.await()
          .untilAsserted(() -> assertThat(beyond).hasValue(ReportBodies.LARGE_AT_ONCE));

      var small = Reports.of("mail-0").build();
      assertThat(bodies.read(new ByteArrayInputStream(PeerReportJson.write(small))).report())
          .isEqualTo(small);
      assertThat(beyond).hasValue(ReportBodies.LARGE_AT_ONCE);

      goOn.countDown();
      assertThat(reading).map(Future::get).hasSize(twice).containsOnly(large());
    }
  }

  private static PeerReport large() {
    var reports = Reports.of("mail-0");
    IntStream.range(0, 500).forEach(i -> reports.peer("10.1.%d.%d".formatted(i / 250, i % 250), 2));
    return reports.build();
  }

  /** A body that stalls once more is read of it than of a small one. */
  private final class Stalling extends InputStream {

    private final ByteArrayInputStream bytes;
    private final int length;
    private boolean counted;

    Stalling(byte[] bytes) {
      this.bytes = new ByteArrayInputStream(bytes);
      this.length = bytes.length;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("read in bulk");
    }

    @Override
    public int read(byte[] into, int offset, int wanted) {
      if (wanted > 0 && !counted && length - bytes.available() > ReportBodies.SMALL_BYTES) {
        counted = true;
        beyond.incrementAndGet();
        pause();
      }
      return bytes.read(into, offset, wanted);
    }

    private void pause() {
      try {
        assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

package dev.postroom.operator.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.ReportTag;
import dev.postroom.operator.Reports;
import dev.postroom.operator.peers.RememberedReports.Known;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RememberedReportsTest {

  private static final int LARGE = ReportBodies.SMALL_BYTES;

  private final RememberedReports reports = new RememberedReports();

  @Test
  void onlySomeAreRememberedAndThoseThatWereNotAskedForLongestAreForgotten() {
    int many = (int) (2 * RememberedReports.MAX_BYTES / LARGE);
    reports.remember("first", known(LARGE));
    for (int i = 0; i < many; i++) {
      reports.remember("pod " + i, known(LARGE));
      assertThat(reports.of("first")).isPresent();
    }

    long left = IntStream.range(0, many).filter(i -> reports.of("pod " + i).isPresent()).count();
    assertThat((left + 1) * LARGE).isLessThanOrEqualTo(RememberedReports.MAX_BYTES);
    assertThat(left).isGreaterThan(many / 3);
    assertThat(reports.of("pod 0")).isEmpty();
    assertThat(reports.of("pod " + (many - 1))).isPresent();
  }

  @Test
  void whatIsForgottenOrReplacedMakesRoom() {
    for (int i = 0; i < 3 * RememberedReports.MAX_BYTES / LARGE; i++) {
      reports.remember("kept", known(1));
      reports.remember("replaced", known(LARGE));
      reports.remember("forgotten", known(LARGE));
      reports.forget("forgotten");
    }

    assertThat(reports.of("kept")).isPresent();
    assertThat(reports.of("replaced")).isPresent();
    assertThat(reports.of("forgotten")).isEmpty();
  }

  private static Known known(int bytes) {
    return new Known(new ReportTag("\"a\""), Reports.of("mail-0").build(), bytes, false);
  }
}

package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Reports;
import dev.postroom.operator.limits.Effects;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LateFilesTest {

  private static final Instant END = NOON.plus(Effects.PATIENCE);
  private static final PodReport BEHIND = pod("old");
  private static final PodReport SILENT = new PodReport.Missing("mail-0", "HTTP 500");

  @Test
  void aPodIsOverdueAfterAWhile() {
    var late = seen(seen(LateFiles.NONE, BEHIND, NOON), BEHIND, END);

    assertThat(late.overdue(END.minusSeconds(1))).isEmpty();
    assertThat(late.overdue(END)).containsExactly("mail-0");
  }

  @Test
  void filesThatArrivedAreForgotten() {
    var arrived = seen(seen(LateFiles.NONE, BEHIND, NOON), pod("new"), NOON.plusSeconds(2));

    assertThat(seen(arrived, BEHIND, END).overdue(END)).isEmpty();
  }

  @Test
  void aPodThatIsSilentForOnceIsAsItWas() {
    var silent = seen(seen(LateFiles.NONE, BEHIND, NOON), SILENT, NOON.plusSeconds(2));

    assertThat(seen(silent, BEHIND, END).overdue(END)).containsExactly("mail-0");
    assertThat(seen(LateFiles.NONE, SILENT, NOON).since()).isEmpty();
  }

  @Test
  void aPodThatIsGoneIsForgotten() {
    assertThat(seen(LateFiles.NONE, BEHIND, NOON).seen(List.of(), "new", END).since()).isEmpty();
  }

  private static LateFiles seen(LateFiles before, PodReport pod, Instant now) {
    return before.seen(List.of(pod), "new", now);
  }

  private static PodReport pod(String imapaccess) {
    return new PodReport.Given(
        "mail-0", Reports.of("mail-0").running(Map.of("imapaccess", imapaccess)).build());
  }
}

package dev.postroom.operator.round;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.peers.Absence;
import dev.postroom.operator.peers.PodReport;
import dev.postroom.operator.peers.SourceTrust;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerMemoryTest {

  private final ServerMemory memory = new ServerMemory();
  private int read;

  @Test
  void theTokenIsReadOnceAMinute() {
    assertThat(memory.token(this::read, NOON)).isEqualTo("token 1");
    assertThat(memory.token(this::read, NOON.plusSeconds(59))).isEqualTo("token 1");
    assertThat(memory.token(this::read, NOON.plusSeconds(60))).isEqualTo("token 2");
    assertThat(memory.token(this::read, NOON.plus(Duration.ofMinutes(2)))).isEqualTo("token 3");
  }

  @Test
  void theTokenIsReadAgainWhenAPodDoesNotKnowIt() {
    memory.token(this::read, NOON);
    look(new PodReport.Missing("mail-0", "timeout"));
    assertThat(memory.token(this::read, NOON.plusSeconds(2))).isEqualTo("token 1");

    look(new PodReport.Missing("mail-0", Absence.TokenUnknown, "HTTP 401"));
    assertThat(memory.token(this::read, NOON.plusSeconds(4))).isEqualTo("token 2");
  }

  @Test
  void roundsAreWarmFromTheFirstLookOnHoweverManyFollow() {
    memory.look(new Look(NOON, List.of(), new SourceTrust.Unknown("no pod is ready")));
    memory.look(
        new Look(NOON.plusSeconds(2), List.of(), new SourceTrust.Unknown("no pod is ready")));

    assertThat(memory.firstLook()).isEqualTo(NOON);
  }

  private void look(PodReport report) {
    memory.look(new Look(NOON, List.of(report), new SourceTrust.Unknown("no pod gave a report")));
  }

  private String read() {
    return "token " + ++read;
  }
}

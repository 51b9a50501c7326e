package dev.postroom.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Annotations;
import dev.postroom.operator.Servers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PausedTest {

  @Test
  void aPausedServerSaysHowToGoOn() {
    assertThat(of("true"))
        .isEqualTo(
            Finding.good(
                ConditionReason.PausedByAnnotation,
                "nothing but this status is written for the server, its limits stay as they are;"
                    + " to go on: kubectl annotate imap mail -n default postroom.dev/paused-"));
  }

  @Test
  void aValueThatDoesNotPauseSaysSo() {
    assertThat(of("yes"))
        .isEqualTo(
            Finding.bad(
                ConditionReason.NotPaused,
                "the annotation postroom.dev/paused is \"yes\", and only \"true\" pauses the"
                    + " server"));
    assertThat(of("false"))
        .isEqualTo(Finding.bad(ConditionReason.NotPaused, "the operator looks after the server"));
  }

  private static Finding of(String value) {
    var server = Servers.server("{}");
    server.getMetadata().setAnnotations(Map.of(Annotations.PAUSED, value));
    return Paused.of(server);
  }
}

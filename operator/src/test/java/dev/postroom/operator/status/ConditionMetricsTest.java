package dev.postroom.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Condition;
import dev.postroom.crds.Condition.Status;
import dev.postroom.crds.ImapServerStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<ImapServerStatus> statuses = new ArrayList<>();

  @Test
  void serversAreCountedByConditionAndStatusFromTheStart() {
    ConditionMetrics.register(registry, () -> statuses);
    assertThat(count(ConditionType.Ready, Status.False)).isZero();

    statuses.add(status(ConditionType.Ready, Status.False));
    statuses.add(status(ConditionType.Ready, Status.False));
    statuses.add(status(ConditionType.Ready, Status.True));

    assertThat(count(ConditionType.Ready, Status.False)).isEqualTo(2);
    assertThat(count(ConditionType.Ready, Status.True)).isEqualTo(1);
    assertThat(count(ConditionType.SourceAddressTrusted, Status.False)).isZero();
  }

  /** They are not ready either, and nobody is to be called for them. */
  @Test
  void serversThatWereStoppedOnPurposeAreCountedToo() {
    ConditionMetrics.register(registry, () -> statuses);
    statuses.add(status(ConditionType.Ready, Status.False));
    statuses.add(status(ConditionType.Ready, Status.False, ConditionReason.Stopped.name()));

    assertThat(count(ConditionType.Ready, Status.False)).isEqualTo(2);
    assertThat(readiness(ConditionReason.Stopped)).isEqualTo(1);
  }

  /** An alert about a roll goes on for as long as the roll is stuck, and no longer. */
  @Test
  void serversAreCountedByWhyTheyAreReadyOrAreNot() {
    ConditionMetrics.register(registry, () -> statuses);
    statuses.add(status(ConditionType.Ready, Status.False, ConditionReason.RollStuck.name()));
    statuses.add(status(ConditionType.Ready, Status.True, ConditionReason.RollStuck.name()));
    statuses.add(status(ConditionType.Ready, Status.True, ConditionReason.Serving.name()));

    assertThat(readiness(ConditionReason.RollStuck)).isEqualTo(2);
    assertThat(readiness(ConditionReason.Serving)).isEqualTo(1);
    assertThat(readiness(ConditionReason.Stopped)).isZero();
  }

  private double readiness(ConditionReason reason) {
    return registry.get("postroom.server.readiness").tag("reason", reason.name()).gauge().value();
  }

  private double count(ConditionType type, Status status) {
    return registry
        .get("postroom.server.conditions")
        .tag("type", type.name())
        .tag("status", status.name())
        .gauge()
        .value();
  }

  private static ImapServerStatus status(ConditionType type, Status status) {
    return status(type, status, "Because");
  }

  private static ImapServerStatus status(ConditionType type, Status status, String reason) {
    var condition = new Condition(type.name(), status, reason, "", "2026-11-22T08:00:00Z", 1L);
    return new ImapServerStatus(1L, List.of(condition), 1, 1, "", null, List.of(), null);
  }
}

package dev.postroom.operator.status;

import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServerStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.function.Supplier;

/**
 * How many servers have which conditions, and why they are ready or are not. An alert can go by it
 * that one of them is not well; which one, {@code kubectl get imap -A} tells: no server is in a
 * label.
 */
public final class ConditionMetrics {

  private static final String NAME = "postroom.server.conditions";
  private static final String READINESS = "postroom.server.readiness";

  private ConditionMetrics() {}

  /**
   * Has the registry count; all series are there from the start.
   *
   * @param statuses of all servers that are looked after
   */
  public static void register(
      MeterRegistry registry, Supplier<Collection<ImapServerStatus>> statuses) {
    for (var type : ConditionType.values()) {
      for (var status : Condition.Status.values()) {
        Gauge.builder(NAME, () -> count(statuses.get(), type, status))
            .description("ImapServers that have a condition with this status")
            .tag("type", type.name())
            .tag("status", status.name())
            .register(registry);
      }
    }
    for (var reason : Ready.REASONS) {
      Gauge.builder(READINESS, () -> count(statuses.get(), reason))
          .description("ImapServers whose condition Ready has this reason")
          .tag("reason", reason.name())
          .register(registry);
    }
  }

  private static long count(Collection<ImapServerStatus> statuses, ConditionReason reason) {
    return statuses.stream()
        .flatMap(each -> each.conditions().stream())
        .filter(condition -> condition.type().equals(ConditionType.Ready.name()))
        .filter(condition -> condition.reason().equals(reason.name()))
        .count();
  }

  private static long count(
      Collection<ImapServerStatus> statuses, ConditionType type, Condition.Status status) {
    return statuses.stream()
        .flatMap(each -> each.conditions().stream())
        .filter(condition -> condition.type().equals(type.name()))
        .filter(condition -> condition.status() == status)
        .count();
  }
}

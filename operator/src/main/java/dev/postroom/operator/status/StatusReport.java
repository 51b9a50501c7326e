package dev.postroom.operator.status;

import dev.postroom.crds.Condition;
import dev.postroom.crds.ConnectionsStatus;
import dev.postroom.crds.ImapServerStatus;
import dev.postroom.crds.PeerStatus;
import dev.postroom.crds.RolloutStatus;
import dev.postroom.crds.Tenant;
import dev.postroom.operator.desired.Labels;
import dev.postroom.operator.limits.MaximumDecision;
import dev.postroom.operator.limits.Raise;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts the status together. */
public final class StatusReport {

  private StatusReport() {}

  /**
   * The status.
   *
   * @param before the status until now, whose transition times go on
   */
  public static ImapServerStatus of(Observed observed, ImapServerStatus before) {
    return new ImapServerStatus(
        observed.children().server().getMetadata().getGeneration(),
        Conditions.of(observed, before.conditions()),
        pods(observed),
        Ready.ready(observed),
        selector(observed),
        connections(observed),
        observed
            .rules()
            .map(
                rules -> Peers.of(rules, observed.ledger(), observed.noted(), observed.look().at()))
            .orElse(List.of()),
        Rollouts.of(observed, Optional.ofNullable(before.rollout())));
  }

  private static int pods(Observed observed) {
    return observed
        .children()
        .statefulSet()
        .map(StatefulSet::getStatus)
        .map(StatefulSetStatus::getReplicas)
        .orElse(0);
  }

  private static String selector(Observed observed) {
    return Labels.selector(observed.children().server()).entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  private static ConnectionsStatus connections(Observed observed) {
    var reports = observed.look().given();
    var raises = observed.ledger().raises().values().stream().filter(Raise::isInForce).toList();
    var perAddress = observed.children().server().getSpec().connections().perAddress();
    var given =
        IntStream.concat(
            IntStream.of(perAddress.limit()),
            perAddress.tenants().stream().mapToInt(Tenant::limit));
    return new ConnectionsStatus(
        reports.stream().mapToInt(report -> report.connections().current()).sum(),
        reports.stream().mapToInt(report -> report.connections().maximum()).sum(),
        reports.stream().mapToLong(report -> report.connections().refused()).sum(),
        raises.size(),
        IntStream.concat(given, raises.stream().mapToInt(Raise::limit)).max().getAsInt(),
        observed.look().turnedAway(),
        observed
            .maximum()
            .map(decision -> decision.maximum().connections())
            .orElse(observed.children().server().getSpec().connections().maximum()),
        observed.maximum().map(decision -> decision.reason().name()).orElse(null),
        observed.maximum().map(MaximumDecision::message).map(BoundedText::of).orElse(null));
  }

  /** The same without what changes all the time, to tell news from numbers. */
  static ImapServerStatus withoutNumbers(ImapServerStatus status) {
    var connections = status.connections();
    return new ImapServerStatus(
        status.observedGeneration(),
        status.conditions().stream().map(StatusReport::withoutNumbers).toList(),
        status.replicas(),
        status.readyReplicas(),
        status.selector(),
        connections == null
            ? null
            : new ConnectionsStatus(
                0,
                connections.maximum(),
                0,
                connections.raisedPeers(),
                connections.highestLimit(),
                "",
                connections.podMaximum(),
                connections.maximumReason(),
                ""),
        status.peers().stream().map(StatusReport::withoutNumbers).toList(),
        status.rollout() == null ? null : withoutNumbers(status.rollout()));
  }

  /** The message has the number in the queue, which changes for all whenever one gets its turn. */
  private static RolloutStatus withoutNumbers(RolloutStatus rollout) {
    return new RolloutStatus(
        rollout.phase(),
        rollout.reasons(),
        "",
        rollout.since(),
        rollout.updated(),
        rollout.total(),
        rollout.update());
  }

  /** A message may have numbers that change every round. */
  private static Condition withoutNumbers(Condition condition) {
    return new Condition(
        condition.type(),
        condition.status(),
        condition.reason(),
        "",
        condition.lastTransitionTime(),
        condition.observedGeneration());
  }

  private static PeerStatus withoutNumbers(PeerStatus peer) {
    return new PeerStatus(
        peer.peer(),
        peer.limit(),
        peer.base(),
        0,
        peer.recommended(),
        0,
        0,
        0,
        peer.reason(),
        "",
        peer.since(),
        "");
  }
}

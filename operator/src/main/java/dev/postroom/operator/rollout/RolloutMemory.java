package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.render.CourierFiles;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of one server's rollout. The template is read back from its ConfigMap when the
 * operator starts anew; that a roll is under way shows in the StatefulSet.
 */
public final class RolloutMemory {

  private Optional<TemplateInForce> inForce = Optional.empty();
  private Optional<RenderedTemplate> rendered = Optional.empty();
  private Optional<NewestStatefulSet> newest = Optional.empty();
  private boolean rolling;
  private List<String> reasons = List.of();
  private RolloutState state = RolloutState.UNKNOWN;

  /** What was found when the rollout was looked at last. */
  public RolloutState state() {
    return state;
  }

  void state(RolloutState state) {
    this.state = state;
  }

  /** What the pods are made of. */
  Optional<TemplateInForce> inForce() {
    return inForce;
  }

  void inForce(TemplateInForce template) {
    inForce = Optional.of(template);
  }

  /** The same as text; there must be one. */
  RenderedTemplate rendered() {
    var now = inForce.orElseThrow();
    var current =
        rendered.map(before -> before.renewed(now)).orElseGet(() -> RenderedTemplate.of(now));
    rendered = Optional.of(current);
    return current;
  }

  /** The StatefulSet as this operator makes it of the specification of now. */
  StatefulSet newest(Templates templates, ImapServer server, CourierFiles files) {
    var current =
        newest
            .map(before -> before.renewed(templates, server, files))
            .orElseGet(() -> NewestStatefulSet.of(templates, server, files));
    newest = Optional.of(current);
    return current.set();
  }

  /** Pods are being replaced, for these reasons. */
  void began(List<String> reasons) {
    rolling = true;
    this.reasons = List.copyOf(reasons);
  }

  /** All pods are replaced. */
  void ended() {
    rolling = false;
    reasons = List.of();
  }

  /** Whether the pods were being replaced at the last look. */
  boolean rolling() {
    return rolling;
  }

  /** Why they are, in words; none if nobody remembers. */
  List<String> reasons() {
    return reasons;
  }
}

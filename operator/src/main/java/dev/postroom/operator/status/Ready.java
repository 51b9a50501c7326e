package dev.postroom.operator.status;

import dev.postroom.crds.RolloutStatus;
import dev.postroom.operator.desired.Labels;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.RolloutState;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;

/** Whether all pods serve. */
final class Ready {

  /** All that this condition may give. */
  static final Set<ConditionReason> REASONS =
      EnumSet.of(
          ConditionReason.Serving,
          ConditionReason.Rolling,
          ConditionReason.RollWaits,
          ConditionReason.RollStuck,
          ConditionReason.RollBlocked,
          ConditionReason.Recreating,
          ConditionReason.Stopped,
          ConditionReason.Starting,
          ConditionReason.ConfigurationInvalid,
          ConditionReason.PodsNotReady,
          ConditionReason.ApplyFailed);

  private Ready() {}

  static Finding of(Observed observed) {
    var set = observed.children().statefulSet();
    if (set.isEmpty()) {
      if (!observed.failures().isEmpty()) {
        return Finding.bad(
            ConditionReason.ApplyFailed,
            "not everything the server needs could be made: "
                + ObjectsApplied.words(observed.failures()));
      }
      return observed.rendering() instanceof Rendering.Invalid
          ? Finding.bad(
              ConditionReason.ConfigurationInvalid,
              "nothing was started; see the condition ConfigurationValid for what to mend")
          : Finding.bad(ConditionReason.Starting, "the StatefulSet is being made");
    }
    int wanted = set.get().getSpec().getReplicas();
    if (wanted == 0) {
      return Finding.bad(ConditionReason.Stopped, "spec.replicas is 0; the mail is kept");
    }
    int ready = ready(observed);
    var serve = "%d of %d pods serve".formatted(ready, wanted);
    var state = observed.rollout();
    var reason = reason(state.phase());
    if (reason != ConditionReason.Serving) {
      var message = serve + rollout(state);
      return ready >= wanted ? Finding.good(reason, message) : Finding.bad(reason, message);
    }
    if (ready >= wanted) {
      return Finding.good(reason, state.update().isEmpty() ? serve : serve + waits(state));
    }
    return Finding.bad(
        ConditionReason.PodsNotReady,
        serve + state.trouble().map(trouble -> "; " + trouble.message()).orElse(look(observed)));
  }

  private static ConditionReason reason(RolloutStatus.Phase phase) {
    return switch (phase) {
      case Settled -> ConditionReason.Serving;
      case Waiting -> ConditionReason.RollWaits;
      case Rolling -> ConditionReason.Rolling;
      case Stuck -> ConditionReason.RollStuck;
      case Blocked -> ConditionReason.RollBlocked;
      case Recreating -> ConditionReason.Recreating;
    };
  }

  private static String rollout(RolloutState state) {
    var parts = new ArrayList<String>();
    if (state.phase() == RolloutStatus.Phase.Rolling
        || state.phase() == RolloutStatus.Phase.Stuck) {
      parts.add("%d of %d are replaced".formatted(state.updated(), state.total()));
    }
    if (!state.message().isEmpty()) {
      parts.add(state.message());
    }
    if (!state.reasons().isEmpty()) {
      parts.add("because " + String.join("; ", state.reasons()));
    }
    return parts.isEmpty() ? "" : "; " + String.join("; ", parts);
  }

  private static String waits(RolloutState state) {
    return "; an update of the pods waits for the next roll: " + state.update();
  }

  private static String look(Observed observed) {
    return "; if that stays so, look at kubectl describe pod -l %s=%s"
        .formatted(Labels.INSTANCE, observed.children().server().getMetadata().getName());
  }

  static int ready(Observed observed) {
    return observed
        .children()
        .statefulSet()
        .map(set -> set.getStatus())
        .map(StatefulSetStatus::getReadyReplicas)
        .orElse(0);
  }
}

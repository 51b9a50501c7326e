package dev.postroom.operator.status;

import dev.postroom.operator.desired.Labels;
import dev.postroom.operator.render.Rendering;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Optional;

/** Whether all pods serve. */
final class Ready {

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
    int updated =
        Optional.ofNullable(set.get().getStatus())
            .map(StatefulSetStatus::getUpdatedReplicas)
            .orElse(0);
    if (ready >= wanted) {
      return updated >= wanted
          ? Finding.good(ConditionReason.Serving, "%d of %d pods serve".formatted(ready, wanted))
          : Finding.good(
              ConditionReason.Rolling,
              "%d of %d pods serve, %d are replaced already".formatted(ready, wanted, updated));
    }
    return Finding.bad(
        ConditionReason.PodsNotReady,
        "%d of %d pods serve; if that stays so, look at kubectl describe pod -l %s=%s"
            .formatted(
                ready,
                wanted,
                Labels.INSTANCE,
                observed.children().server().getMetadata().getName()));
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

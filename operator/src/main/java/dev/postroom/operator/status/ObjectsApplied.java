package dev.postroom.operator.status;

import dev.postroom.operator.apply.ApplyFailure;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the API server took all that the operator asked it for. */
final class ObjectsApplied {

  private ObjectsApplied() {}

  static Finding of(Observed observed) {
    var failures = observed.failures();
    if (!failures.isEmpty()) {
      return Finding.bad(reason(failures.getFirst()), words(failures));
    }
    var altered = observed.rollout().alterations();
    return altered.isEmpty()
        ? Finding.good(ConditionReason.AllApplied, "the API server has all that the server needs")
        : Finding.good(
            ConditionReason.PodsAltered,
            "the API server has all that the server needs, and others changed what its pods are"
                + " made of, as an admission webhook does: "
                + String.join("; ", altered));
  }

  /** Each kind of failure has its reason, of the same name. */
  static ConditionReason reason(ApplyFailure failure) {
    return ConditionReason.valueOf(failure.reason().name());
  }

  static String words(List<ApplyFailure> failures) {
    return failures.stream()
        .map(ApplyFailure::message)
        .distinct()
        .collect(Collectors.joining("; "));
  }
}

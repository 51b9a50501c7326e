package dev.postroom.operator.status;

import dev.postroom.crds.Condition;

/** A condition before it is known since when it holds. */
record Finding(Condition.Status status, ConditionReason reason, String message) {

  Finding {
    message = BoundedText.of(message);
  }

  static Finding good(ConditionReason reason, String message) {
    return new Finding(Condition.Status.True, reason, message);
  }

  static Finding bad(ConditionReason reason, String message) {
    return new Finding(Condition.Status.False, reason, message);
  }

  static Finding unknown(ConditionReason reason, String message) {
    return new Finding(Condition.Status.Unknown, reason, message);
  }
}

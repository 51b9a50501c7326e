package dev.postroom.operator.status;

import dev.postroom.crds.Condition;

/** A condition before it is known since when it holds. */
record Finding(Condition.Status status, ConditionReason reason, String message) {

  /** Enough for some hundred words; etcd takes 1.5 MiB of all together. */
  static final int MAX_MESSAGE = 4096;

  Finding {
    if (message.length() > MAX_MESSAGE) {
      message = message.substring(0, MAX_MESSAGE - 1) + "…";
    }
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

package dev.postroom.kubernetes.node.probe;

import io.fabric8.kubernetes.api.model.Probe;
import java.util.Optional;

/** Counts answers in a row and says when they amount to a verdict. */
final class ProbeCounter {

  private static final int DEFAULT_SUCCESSES = 1;
  private static final int DEFAULT_FAILURES = 3;

  private final int successThreshold;
  private final int failureThreshold;
  private boolean last;
  private int inARow;

  ProbeCounter(Probe probe) {
    this.successThreshold =
        probe.getSuccessThreshold() == null ? DEFAULT_SUCCESSES : probe.getSuccessThreshold();
    this.failureThreshold =
        probe.getFailureThreshold() == null ? DEFAULT_FAILURES : probe.getFailureThreshold();
  }

  /** The verdict after one more answer; empty while there are too few of a kind in a row. */
  Optional<Boolean> answered(boolean success) {
    inARow = success == last ? inARow + 1 : 1;
    last = success;
    return inARow >= (success ? successThreshold : failureThreshold)
        ? Optional.of(success)
        : Optional.empty();
  }
}

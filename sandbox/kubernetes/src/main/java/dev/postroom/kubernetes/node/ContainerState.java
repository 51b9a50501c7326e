package dev.postroom.kubernetes.node;

import java.time.Instant;

/** Where a container stands. */
sealed interface ContainerState {

  /** Not running yet, or not again; the reason is one that the kubelet uses. */
  record Waiting(String reason, String message) implements ContainerState {}

  record Running(Instant since) implements ContainerState {}

  /**
   * @param exitCode that of the program; 128 and the signal's number when a signal ended it
   */
  record Terminated(int exitCode, Instant startedAt, Instant finishedAt) implements ContainerState {

    String reason() {
      return exitCode == 0 ? "Completed" : "Error";
    }
  }
}

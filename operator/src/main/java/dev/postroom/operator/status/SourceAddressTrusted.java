package dev.postroom.operator.status;

import dev.postroom.operator.peers.SourceTrust;

/** Whether the server can tell its clients apart. */
final class SourceAddressTrusted {

  private SourceAddressTrusted() {}

  static Finding of(Observed observed) {
    return switch (observed.look().trust()) {
      case SourceTrust.Trusted _ ->
          Finding.good(
              ConditionReason.ClientAddressesSeen, "connections come from clients' own addresses");
      case SourceTrust.Untrusted(String message) ->
          Finding.bad(ConditionReason.NodeAddressesSeen, message);
      case SourceTrust.Unknown(String message) ->
          Finding.unknown(ConditionReason.NothingToJudgeBy, message);
    };
  }
}

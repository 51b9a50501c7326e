package dev.postroom.operator.status;

import dev.postroom.operator.peers.SourceTrust;

/** Whether the server can tell its clients apart. */
final class SourceAddressTrusted {

  private SourceAddressTrusted() {}

  static Finding of(Observed observed) {
    var trust = observed.look().trust();
    var reason = ConditionReason.valueOf(trust.reason().name());
    return switch (trust) {
      case SourceTrust.Trusted _ -> Finding.good(reason, trust.message());
      case SourceTrust.Untrusted _ -> Finding.bad(reason, trust.message());
      case SourceTrust.Unknown _ -> Finding.unknown(reason, trust.message());
    };
  }
}

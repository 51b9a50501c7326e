package dev.postroom.operator.status;

import dev.postroom.crds.Annotations;
import dev.postroom.crds.ImapServer;

/** Whether a person asked the operator to leave the server alone. */
final class Paused {

  private Paused() {}

  static Finding of(ImapServer server) {
    if (Annotations.isPaused(server)) {
      return Finding.good(
          ConditionReason.PausedByAnnotation,
          "nothing but this status is written for the server, its limits stay as they are; to go"
              + " on: kubectl annotate imap %s -n %s %s-"
                  .formatted(
                      server.getMetadata().getName(),
                      server.getMetadata().getNamespace(),
                      Annotations.PAUSED));
    }
    var value = Annotations.of(server).get(Annotations.PAUSED);
    return value == null || value.equals("false")
        ? Finding.bad(ConditionReason.NotPaused, "the operator looks after the server")
        : Finding.bad(
            ConditionReason.NotPaused,
            "the annotation %s is \"%s\", and only \"true\" pauses the server"
                .formatted(Annotations.PAUSED, value));
  }
}

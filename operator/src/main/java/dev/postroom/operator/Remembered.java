package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.owned.OwnedMemory;
import dev.postroom.operator.rollout.References;
import dev.postroom.operator.rollout.RolloutMemory;
import dev.postroom.operator.round.ServerMemory;
import dev.postroom.operator.status.WrittenStatus;
import java.time.Instant;

/** All that is remembered of one server between reconciliations. */
final class Remembered {

  final Attempts attempts;
  volatile ServerMemory rounds = new ServerMemory();
  final OwnedMemory owned;
  RolloutMemory rollout = new RolloutMemory();
  References references = References.NONE;
  WrittenStatus status;
  Instant used;

  Remembered(ImapServer server, Instant now, PartMetrics metrics) {
    attempts = new Attempts(metrics);
    owned = new OwnedMemory(server);
    status = WrittenStatus.found(server);
    used = now;
  }
}

package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ImapServerSpec;
import dev.postroom.operator.owned.OwnedMemory;
import dev.postroom.operator.parts.Attempts;
import dev.postroom.operator.parts.PartMetrics;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.KnownRendering;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.References;
import dev.postroom.operator.rollout.RolloutMemory;
import dev.postroom.operator.round.ServerMemory;
import dev.postroom.operator.status.WrittenStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** All that is remembered of one server between reconciliations. */
final class Remembered {

  final Attempts attempts;
  volatile ServerMemory rounds = new ServerMemory();
  final OwnedMemory owned;
  RolloutMemory rollout = new RolloutMemory();
  References references = References.NONE;
  private Optional<KnownRendering> rendering = Optional.empty();
  Optional<Settled> settled = Optional.empty();
  WrittenStatus status;
  volatile Instant used;

  Remembered(ImapServer server, Instant now, PartMetrics metrics) {
    attempts = new Attempts(metrics);
    owned = new OwnedMemory(server);
    status = WrittenStatus.found(server);
    used = now;
  }

  /** What becomes of a specification. */
  Rendering rendering(CourierFilesRenderer renderer, ImapServerSpec spec, int maximum) {
    var known =
        rendering
            .map(before -> before.renewed(renderer, spec, maximum))
            .orElseGet(() -> KnownRendering.of(renderer, spec, maximum));
    rendering = Optional.of(known);
    return known.rendering();
  }

  /** Takes note that all was done, if it was: until then every reconciliation looks at all. */
  void settle(
      Children children,
      Circumstances circumstances,
      SortedMap<String, String> files,
      Instant now) {
    boolean nothingLeft =
        attempts.allDone()
            && rounds.applied().isRepaired()
            && rollout.state().isCalm()
            && children.allServe();
    settled = nothingLeft ? Optional.of(new Settled(circumstances, files, now)) : Optional.empty();
  }
}

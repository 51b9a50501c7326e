package dev.postroom.operator.memory;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ImapServerSpec;
import dev.postroom.operator.owned.OwnedMemory;
import dev.postroom.operator.parts.Attempts;
import dev.postroom.operator.parts.PartMetrics;
import dev.postroom.operator.references.References;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.KnownRendering;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.RolloutMemory;
import dev.postroom.operator.round.ServerMemory;
import dev.postroom.operator.status.WrittenStatus;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/** All that is remembered of one server between reconciliations. */
public final class Remembered {

  private final Attempts attempts;
  private final OwnedMemory owned;
  private RolloutMemory rollout = new RolloutMemory();
  private References references = References.NONE;
  private Optional<KnownRendering> rendering = Optional.empty();
  private Optional<Settled> settled = Optional.empty();

  // Metrics are read by other threads than reconcile.
  private volatile ServerMemory rounds = new ServerMemory();
  private volatile WrittenStatus status;
  private volatile Instant used;

  Remembered(ImapServer server, Instant now, PartMetrics metrics) {
    attempts = new Attempts(metrics);
    owned = new OwnedMemory(server);
    status = WrittenStatus.found(server);
    used = now;
  }

  /** What became of the parts of its reconciliations. */
  public Attempts attempts() {
    return attempts;
  }

  /** What rounds remember. */
  public ServerMemory rounds() {
    return rounds;
  }

  /** What is remembered of the objects beside its files and pods. */
  public OwnedMemory owned() {
    return owned;
  }

  /** What the rollout remembers. */
  public RolloutMemory rollout() {
    return rollout;
  }

  /** What it refers to, as it was last looked at. */
  public References references() {
    return references;
  }

  /** Takes note of what it refers to. */
  public void references(References looked) {
    references = looked;
  }

  /** Its status as it stands in the cluster. */
  public WrittenStatus status() {
    return status;
  }

  /** Takes note of the status that was written. */
  public void status(WrittenStatus written) {
    status = written;
  }

  /** Takes note that a reconciliation asked for this. */
  void use(Instant now) {
    used = now;
  }

  /** Whether a reconciliation asked for this after that time. */
  boolean isUsedAfter(Instant since) {
    return used.isAfter(since);
  }

  /**
   * Forgets what a person may change while the server is paused: it is read back when the pause is
   * over, as after a restart.
   */
  public void pause() {
    rounds = new ServerMemory();
    rollout = new RolloutMemory();
    settled = Optional.empty();
  }

  /** What becomes of a specification. */
  public Rendering rendering(CourierFilesRenderer renderer, ImapServerSpec spec, int maximum) {
    var known =
        rendering
            .map(before -> before.renewed(renderer, spec, maximum))
            .orElseGet(() -> KnownRendering.of(renderer, spec, maximum));
    rendering = Optional.of(known);
    return known.rendering();
  }

  /** Takes note that all was done, if it was: until then every reconciliation looks at all. */
  public void settle(
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

  /** Whether nothing was left to do, so that it is enough to listen to the pods. */
  public boolean isCalm() {
    return settled.isPresent() && attempts.allDone();
  }

  /** The hashes of the files that the pods should run with, by name, if nothing is left to do. */
  public Optional<SortedMap<String, String>> settledFiles(Circumstances found, Instant now) {
    return settled.flatMap(last -> last.files(found, now));
  }
}

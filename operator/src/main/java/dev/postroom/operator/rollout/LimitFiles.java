package dev.postroom.operator.rollout;

import dev.postroom.operator.apply.AppliedObjects;
import dev.postroom.operator.apply.Applier;
import dev.postroom.operator.desired.LedgerConfigMap;
import dev.postroom.operator.desired.LimitsConfigMap;
import dev.postroom.operator.events.EventReason;
import dev.postroom.operator.events.ServerEvents;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.LedgerText;
import dev.postroom.operator.limits.Maximum;
import dev.postroom.operator.limits.MaximumText;
import dev.postroom.operator.render.LimitTexts;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Keeps ledger and access map in their ConfigMaps. */
public final class LimitFiles {

  private final Applier applier;
  private final ServerEvents events;

  public LimitFiles(Applier applier, ServerEvents events) {
    this.applier = applier;
    this.events = events;
  }

  /** The ledger as it was kept. One that cannot be read is told of and begun anew. */
  public Ledger read(Children children) {
    var text = children.ledger();
    if (text.isEmpty()) {
      return Ledger.EMPTY;
    }
    try {
      return LedgerText.parse(text.get());
    } catch (IOException e) {
      events.warning(
          children.server(),
          EventReason.LedgerUnreadable,
          "",
          "the ledger cannot be read and begins anew, addresses are raised again as they need"
              + " it: "
              + e.getMessage());
      return Ledger.EMPTY;
    }
  }

  /** The number of places as it was kept. One that cannot be read is told of and found anew. */
  public Optional<Maximum> readMaximum(Children children) {
    var text = children.kept(LedgerConfigMap.MAXIMUM_FILE);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(MaximumText.parse(text.get()));
    } catch (IOException e) {
      events.warning(
          children.server(),
          EventReason.LedgerUnreadable,
          LedgerConfigMap.MAXIMUM_FILE,
          LedgerConfigMap.MAXIMUM_FILE
              + " of the ledger cannot be read, connections.maximum holds until more is needed: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Applies both, the ledger first: a raise that a pod got to know must not be forgotten.
   *
   * @param beside what is kept beside the ledger, by file
   */
  public void apply(
      Children children, LimitTexts texts, Map<String, String> beside, AppliedObjects applied) {
    var kept = LedgerConfigMap.desired(children.server(), texts.ledgerText(), beside);
    applier.apply(kept, children.same(kept), applied);
    var limits = LimitsConfigMap.desired(children.server(), texts.imapaccess());
    applier.apply(limits, children.same(limits), applied);
  }
}

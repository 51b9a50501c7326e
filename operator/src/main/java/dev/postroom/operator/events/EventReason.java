package dev.postroom.operator.events;

/**
 * The reasons of the Events that are published of an ImapServer. A new one is explained in {@code
 * docs/troubleshooting.md}, which a test holds to this list.
 */
public enum EventReason {
  /** The limit of an address was raised. */
  LimitRaised,
  /** The limit of an address was lowered. */
  LimitLowered,
  /** An address would be raised if the mode were Live. */
  LimitRecommended,
  /** An address wanted more and did not get it. */
  LimitHeld,
  /** A pod may hold more connections. */
  MaximumRaised,
  /** A pod may hold fewer connections. */
  MaximumLowered,
  /** A full pod may not hold more connections. */
  MaximumHeld,
  /** What an annotation says of single addresses cannot be read, and is passed over. */
  InvalidAnnotation,
  /** The ledger of raised limits cannot be read and begins anew. */
  LedgerUnreadable,
  /** Somebody changed or deleted an object of the operator's, and it was set right. */
  DriftRepaired,
  /** Pods are replaced one by one; the message says why. */
  Rolling,
  /** All pods are replaced and ready. */
  Rolled,
  /** Pods have to be replaced, and other servers go first. */
  RollWaits,
  /** A new pod does not get ready; the message says why, and what to mend. */
  RollStuck,
  /** A pod of an earlier template that did not serve was deleted, so that the roll goes on. */
  StuckPodDeleted,
  /** New pods could not start, so the old ones stay; the message says what is missing. */
  RollBlocked,
  /** The StatefulSet is made anew around its pods, which stay. */
  Recreating,
  /** This operator would make the pods otherwise; that waits for the next roll. */
  UpdateWaits,
  /** What was kept of the pod template cannot be read; that of the StatefulSet is taken. */
  TemplateUnreadable
}

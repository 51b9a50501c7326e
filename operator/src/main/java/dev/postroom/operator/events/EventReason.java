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
  /** The ledger of raised limits cannot be read and begins anew. */
  LedgerUnreadable,
  /** Pods are replaced one by one. */
  Rolling
}

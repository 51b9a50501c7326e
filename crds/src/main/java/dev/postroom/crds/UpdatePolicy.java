package dev.postroom.crds;

/** When pods are replaced for no other reason than that the operator is newer than they are. */
public enum UpdatePolicy {

  /** Whenever they are replaced for a reason of their own. */
  OnRoll,

  /** As soon as the operator's budget for such rolls has a place. */
  Now
}

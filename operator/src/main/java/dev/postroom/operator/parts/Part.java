package dev.postroom.operator.parts;

import java.util.Locale;

/** The parts of a reconciliation. One that fails does not hold up the others. */
public enum Part {
  /** Looking at the Secrets that the server refers to. */
  REFERENCES,
  /** Reports, decisions, ledger and access map. */
  LIMITS,
  /** The claim with the mail, and what protects and watches the pods. */
  OWNED,
  /** All other objects. */
  OBJECTS,
  /** The annotation by which the kubelet brings files at once. */
  POD_FILES,
  /** The ImapServer's status. */
  STATUS;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

package dev.postroom.operator.status;

/**
 * The conditions of an ImapServer, in the order in which they are shown. {@link #Ready} is the
 * summary that {@code kubectl wait} and tools such as Argo CD and Flux look at; each of the others
 * but {@link #Paused} is True when all is well. A new one is explained in {@code
 * docs/troubleshooting.md}, which a test holds to this list.
 */
public enum ConditionType {
  /** All pods serve. */
  Ready,
  /** The specification, and what it refers to, can be honoured. */
  ConfigurationValid,
  /** The mail has its claim, of the size that it shall have. */
  StorageReady,
  /** The server can tell its clients apart. */
  SourceAddressTrusted,
  /** The pods' peer reports are read. */
  MetricsAvailable,
  /** The pods run with the newest files. */
  LimitsApplied,
  /** The API server took all that the operator asked it for. */
  ObjectsApplied,
  /** A person asked the operator to leave the server alone. */
  Paused
}

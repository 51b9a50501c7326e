package dev.postroom.operator.rollout;

/** Why pods are replaced. The names are labels of the metric {@code postroom_rolls_total}. */
public enum RestartReason {

  /** {@code spec.image} is another one. */
  ImageChanged,

  /** A variable changed that only a starting server takes, such as PORT. */
  SettingsChanged,

  /** Accounts come from another Secret or another kind of source. */
  AccountsChanged,

  /** Certificates come from other Secrets, or TLS was turned on or off. */
  CertificatesChanged,

  /** The mail is on another claim. */
  StorageChanged,

  /** Something else of the pods that the specification says. */
  PodChanged,

  /** The annotation {@code postroom.dev/restart} of the ImapServer has a new value. */
  RestartRequested,

  /**
   * A newer operator makes pods otherwise, and {@code spec.updatePolicy} or another roll lets it.
   */
  OperatorUpdated
}

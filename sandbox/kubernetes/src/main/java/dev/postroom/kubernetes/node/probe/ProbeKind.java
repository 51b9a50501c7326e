package dev.postroom.kubernetes.node.probe;

import java.util.Locale;

/** What a probe decides. */
public enum ProbeKind {
  /** Whether the program has started; until then the others are not asked. */
  STARTUP,
  /** Whether the program may be given work. */
  READINESS,
  /** Whether the program is to be restarted. */
  LIVENESS;

  /** As Kubernetes words it in events. */
  public String title() {
    return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
  }
}

package dev.postroom.kubernetes.registry;

/** What a deletion does to the objects that the deleted one owns (propagationPolicy). */
public enum Propagation {
  /** They go after it. */
  BACKGROUND,
  /** They go before it. */
  FOREGROUND,
  /** They stay and are owned no more. */
  ORPHAN;

  /** Finalizer that holds an object until the objects it owns are gone. */
  static final String FOREGROUND_FINALIZER = "foregroundDeletion";

  /** Finalizer that holds an object until the objects it owns are released. */
  static final String ORPHAN_FINALIZER = "orphan";
}

package dev.postroom.operator.peers;

import java.util.Set;

/** Whether the addresses that the pods see are those of clients. */
public sealed interface SourceTrust {

  /** Why they are thought so of. */
  SourceReason reason();

  /** In words; says what to do where something is to be done. */
  String message();

  /**
   * Peers that hide whoever is behind them, by the names that limits have for them. Their limit is
   * not raised, whatever is thought of the others.
   */
  Set<String> hiding();

  /** Most connections come from addresses that can be clients'. */
  record Trusted(SourceReason reason, String message, Set<String> hiding) implements SourceTrust {

    public Trusted {
      hiding = Set.copyOf(hiding);
    }
  }

  /**
   * Half or more come from addresses that no client has, or nobody gets in at all.
   *
   * @param everybody whether it is not known which peers these are, so that nobody is raised
   */
  record Untrusted(SourceReason reason, String message, Set<String> hiding, boolean everybody)
      implements SourceTrust {

    public Untrusted {
      hiding = Set.copyOf(hiding);
    }
  }

  /** There is not enough to judge by. */
  record Unknown(SourceReason reason, String message, Set<String> hiding) implements SourceTrust {

    public Unknown {
      hiding = Set.copyOf(hiding);
    }

    /** Before any connection was seen. */
    public Unknown(String message) {
      this(SourceReason.NothingToJudgeBy, message, Set.of());
    }
  }
}

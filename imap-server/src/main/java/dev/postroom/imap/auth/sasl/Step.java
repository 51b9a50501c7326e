package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.Authenticator.Outcome;
import java.util.Optional;

/** What follows from a client's response. */
public sealed interface Step {

  /**
   * The client is to answer this.
   *
   * @param data possibly no bytes at all
   */
  record Challenge(byte[] data) implements Step {}

  /** The client has told a name and a password. */
  record Password(String user, char[] password) implements Step {
    @Override
    public String toString() {
      return "Password[" + user + "]";
    }
  }

  /**
   * The client has shown something else than a password, to be looked at by {@code check}.
   *
   * @param guessed whose password may be guessed at by this; empty where nothing can be found out
   *     by trying
   */
  record Proof(Optional<String> guessed, Check check) implements Step {}

  /**
   * The client wants to act for somebody else, which nobody may here.
   *
   * @param user who it says that it is
   */
  record ForSomebodyElse(String user) implements Step {}

  /**
   * The client does not keep to the mechanism.
   *
   * @param reason for the client to read
   */
  record Malformed(String reason) implements Step {}

  /** Looks at a proof, once. May block; called from a virtual thread. */
  @FunctionalInterface
  interface Check {
    /** What the proof is worth. */
    Verdict verify();
  }

  /**
   * What a proof is worth.
   *
   * @param last what the server has to say before the outcome is told; the client answers it with
   *     something that does not matter
   */
  record Verdict(Outcome outcome, Optional<byte[]> last) {

    /** One before which the server has nothing to say. */
    public static Verdict of(Outcome outcome) {
      return new Verdict(outcome, Optional.empty());
    }

    static Verdict rejected(String reason) {
      return of(new Outcome.Rejected(reason));
    }

    static Verdict unavailable(String reason) {
      return of(new Outcome.Unavailable(reason));
    }
  }
}

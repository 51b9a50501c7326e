package dev.postroom.imap.auth;

/** Decides who a client is. May block; called from a virtual thread. */
@FunctionalInterface
public interface Authenticator {

  /** Looks whether this is the user's password. */
  Outcome authenticate(String user, char[] password);

  /** The answer, with its reason. */
  sealed interface Outcome {

    /** The password is right. */
    record Accepted(Account account) implements Outcome {}

    /**
     * Wrong user or wrong password; clients are never told which. {@code reason} is for the log.
     */
    record Rejected(String reason) implements Outcome {}

    /** Nobody can be asked just now. */
    record Unavailable(String reason) implements Outcome {}
  }
}

package dev.postroom.imap.session;

import dev.postroom.imap.session.SessionEvents.Ending;

/** Why the server ends a session, in the words its user may get to read. */
public enum ByeReason {
  SHUTDOWN("[UNAVAILABLE] The server is shutting down. Please connect again.", Ending.SHUTDOWN),
  INACTIVITY("Disconnected for inactivity.", Ending.TIMEOUT),
  LOGIN_TIMEOUT("Nobody logged in in time.", Ending.TIMEOUT),
  TOO_MANY_BAD_COMMANDS(
      "[ALERT] Fatal error: TOO MANY CONSECUTIVE PROTOCOL VIOLATIONS.", Ending.DISCONNECTED),
  LITERAL_TOO_LARGE(
      "[TOOBIG] A literal is larger than what can be passed over.", Ending.DISCONNECTED),
  IMAP_DISABLED("IMAP access disabled for this account.", Ending.DISCONNECTED),
  INSECURE_IMAP_DISABLED("IMAP access disabled via insecure connection.", Ending.DISCONNECTED),
  AUTHENTICATION_UNAVAILABLE(
      "[UNAVAILABLE] Temporary problem, please try again later", Ending.DISCONNECTED),
  MAIL_UNAVAILABLE(
      "[UNAVAILABLE] The mail of this account cannot be opened. Please tell your mail"
          + " administrator.",
      Ending.DISCONNECTED),
  FOREIGN_OWNER(
      "[ALERT] Fatal error: Account's mailbox directory is not owned by the correct uid or gid: ",
      Ending.DISCONNECTED),
  SERVER_BUG(
      "[SERVERBUG] Internal error, it has been logged. Please connect again.", Ending.DISCONNECTED);

  private final String text;
  private final Ending ending;

  ByeReason(String text, Ending ending) {
    this.text = text;
    this.ending = ending;
  }

  /** What follows {@code * BYE }, with the response code of RFC 5530 where there is one. */
  public String text() {
    return text;
  }

  /** How this ending is counted and logged. */
  public Ending ending() {
    return ending;
  }
}

package dev.postroom.imap.session;

import dev.postroom.imap.auth.Account;
import java.nio.file.Path;
import java.util.List;

/**
 * What others want to know of sessions: the log in Courier's words, the evidence per address, the
 * metrics. Called from the session's threads; implementations are quick and do not throw.
 */
public interface SessionEvents {

  /** {@code mechanism} is LOGIN for the command, the SASL mechanism for AUTHENTICATE. */
  void loggedIn(Connection connection, Account account, String mechanism);

  /** {@code method} is empty for LOGIN, the mechanism for AUTHENTICATE. */
  void loginFailed(Connection connection, String user, String method);

  /** A login came to nothing though nobody found it wrong; {@code method} as above. */
  default void loginUndecided(Connection connection, String method, Undecided why) {}

  /** A user's client has said what it is (ID, RFC 2971); every word is the client's. */
  void identified(Connection connection, Account account, List<ClientField> client);

  /**
   * A user has expunged a message, and the site wants to know of each (IMAP_LOG_DELETIONS).
   *
   * @param file that the message was; relative to the account's Maildir unless it was elsewhere
   * @param inTrash whether it is in the mailbox for deleted mail now
   */
  default void expunged(Connection connection, Account account, Path file, boolean inTrash) {}

  /** A session begins to wait in IDLE (RFC 2177), or waits no longer. */
  default void idling(Connection connection, boolean begins) {}

  /** A command was answered, so many nanoseconds after its first line came. */
  void command(Connection connection, String name, long nanos, Completion completion);

  /** The session is over; {@code account} is null where nobody logged in. */
  void ended(Connection connection, Account account, Ending ending, Traffic traffic);

  /**
   * One thing that a client says of itself.
   *
   * @param value empty where the client left it open
   */
  record ClientField(String name, String value) {}

  /** Why nobody can say whether a login is right. */
  enum Undecided {
    /** Who is to be asked cannot be reached or does not answer as it should. */
    UNAVAILABLE,
    /** It was not looked at, because of wrong passwords before it. */
    THROTTLED
  }

  /** How a command ended. */
  enum Completion {
    OK,
    NO,
    BAD
  }

  /** How a session ended. */
  enum Ending {
    LOGOUT,
    DISCONNECTED,
    TIMEOUT,
    SHUTDOWN
  }

  /**
   * Courier's numbers in the LOGOUT line.
   *
   * @param headers bytes of message headers sent
   * @param body bytes of message bodies sent
   * @param received bytes read
   * @param sent bytes written
   * @param seconds how long the session lasted
   */
  record Traffic(long headers, long body, long received, long sent, long seconds) {}
}

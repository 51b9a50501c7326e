package dev.postroom.imap.auth;

/**
 * A source cannot be asked just now. Nobody learns from it whether there is such a user, and no
 * other source is asked instead, as in Courier's authdaemond: the next one might know another user
 * by that name. The message is for the log, and holds no password.
 */
public final class AccountSourceException extends Exception {

  public AccountSourceException(String message) {
    super(message);
  }

  public AccountSourceException(String message, Throwable cause) {
    super(message, cause);
  }
}

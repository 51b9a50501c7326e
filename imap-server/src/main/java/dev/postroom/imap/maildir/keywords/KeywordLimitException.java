package dev.postroom.imap.maildir.keywords;

import java.io.IOException;

/** Keywords that a client asked for are too many, or one is too long. */
public final class KeywordLimitException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message fit to be sent to the client
   */
  KeywordLimitException(String message) {
    super(message);
  }
}

package dev.postroom.imap.session.input;

import java.io.IOException;

/** The client paused too long in the middle of a command. */
public final class SilentClientException extends IOException {

  private static final long serialVersionUID = 1L;

  SilentClientException(String message) {
    super(message);
  }
}

package dev.postroom.imap.session;

import java.io.IOException;

/** The client closed the connection in the middle of a command. */
final class ClientGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  ClientGoneException(String message) {
    super(message);
  }
}

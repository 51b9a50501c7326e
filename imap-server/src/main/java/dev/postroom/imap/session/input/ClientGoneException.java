package dev.postroom.imap.session.input;

import java.io.IOException;

/** The client closed the connection in the middle of a command. */
public final class ClientGoneException extends IOException {

  private static final long serialVersionUID = 1L;

  public ClientGoneException(String message) {
    super(message);
  }
}

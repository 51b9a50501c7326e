package dev.postroom.office.client;

import java.io.IOException;

/** The server turned the client away instead of greeting it; the message is what it said. */
public final class RefusedException extends IOException {

  private static final long serialVersionUID = 1;

  RefusedException(String said, IOException cause) {
    super(said, cause);
  }
}

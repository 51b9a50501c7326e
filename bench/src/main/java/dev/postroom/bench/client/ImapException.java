package dev.postroom.bench.client;

import java.io.IOException;

/** A server did not do what it was asked to, so that there is nothing to measure. */
public final class ImapException extends IOException {

  private static final long serialVersionUID = 1;

  public ImapException(String message) {
    super(message);
  }
}

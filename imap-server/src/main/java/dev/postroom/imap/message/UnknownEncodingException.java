package dev.postroom.imap.message;

import java.io.IOException;

/** A content transfer encoding that is not known, or does not fit the content (UNKNOWN-CTE). */
public final class UnknownEncodingException extends IOException {

  private static final long serialVersionUID = 1L;

  UnknownEncodingException(String message) {
    super(message);
  }
}

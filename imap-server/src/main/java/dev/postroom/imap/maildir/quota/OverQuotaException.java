package dev.postroom.imap.maildir.quota;

import java.io.IOException;

/** A message would take the Maildir over its quota. */
public final class OverQuotaException extends IOException {

  private static final long serialVersionUID = 1L;

  OverQuotaException() {
    super("You exceeded your mail quota.");
  }
}

package dev.postroom.imap.maildir.files;

import java.io.IOException;

/**
 * No lock file can be made: the storage is read-only, or not this process's to write to, or has no
 * room for one more file. What is there can be read all the same.
 */
public final class UnlockableException extends IOException {

  private static final long serialVersionUID = 1L;

  UnlockableException(IOException cause) {
    super("no lock file can be made: " + cause, cause);
  }
}

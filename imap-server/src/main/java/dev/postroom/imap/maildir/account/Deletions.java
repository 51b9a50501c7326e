package dev.postroom.imap.maildir.account;

import java.nio.file.Path;

/** Hears of each message that a user expunges (IMAP_LOG_DELETIONS). Quick, and does not throw. */
@FunctionalInterface
public interface Deletions {

  /** Nobody wants to know. */
  Deletions UNHEARD = (_, _) -> {};

  /**
   * A message is gone.
   *
   * @param file that it was
   * @param inTrash whether it is in the mailbox for deleted mail now, under another name
   */
  void expunged(Path file, boolean inTrash);
}

package dev.postroom.imap.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A message that is complete and synced in {@code tmp} and is not delivered yet.
 *
 * @param file in {@code tmp}
 * @param name under which it is to be delivered
 */
record StagedMessage(Path file, MaildirFileName name) {

  void moveTo(Path cur) throws IOException {
    Files.move(file, cur.resolve(name.toString()), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Deletes it unless it was delivered. */
  void discard() throws IOException {
    Files.deleteIfExists(file);
  }
}

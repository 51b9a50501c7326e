package dev.postroom.imap.maildir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A message that is complete and synced in {@code tmp} and is not delivered yet.
 *
 * @param file in {@code tmp}
 * @param name under which it is to be delivered
 * @param keywords that it is to have
 */
record StagedMessage(Path file, MaildirFileName name, Set<String> keywords) {

  /** Deletes it unless it was delivered. */
  void discard() throws IOException {
    Files.deleteIfExists(file);
  }
}

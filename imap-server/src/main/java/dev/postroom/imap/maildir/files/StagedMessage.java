package dev.postroom.imap.maildir.files;

import dev.postroom.imap.maildir.files.UniqueNames.UniqueName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * A message that is complete and is not delivered yet.
 *
 * @param file in {@code tmp}, or where a message is that moves
 * @param name under which it is to be delivered
 * @param keywords that it is to have
 * @param content on disk when this has ended; not before may it be delivered
 */
public record StagedMessage(
    Path file, MaildirFileName name, Set<String> keywords, PendingSync content) {

  /**
   * A file that is to be delivered under a name of its own.
   *
   * @param name which no other file has
   * @param info with the flags it is to have; a file in {@code cur} has at least an empty one
   */
  public static StagedMessage of(
      Path file, UniqueName name, String info, Set<String> keywords, PendingSync content)
      throws IOException {
    Map<String, Object> attributes = Files.readAttributes(file, "unix:dev,ino,size");
    String base =
        name.base(
            (Long) attributes.get("dev"),
            (Long) attributes.get("ino"),
            (Long) attributes.get("size"));
    return new StagedMessage(
        file,
        new MaildirFileName(base, info.isEmpty() ? MaildirFileName.NO_FLAGS : info),
        keywords,
        content);
  }

  /**
   * Deletes it, which was not delivered, and waits until its sync has ended: a client that is
   * refused again and again has no more than one going on.
   */
  public void discard() throws IOException {
    Files.deleteIfExists(file);
    content.awaitEnd();
  }
}

package dev.postroom.imap.maildir.view;

import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import java.time.Instant;
import java.util.Optional;

/**
 * The files and directories as they were when what an index tells was read from them.
 *
 * @param folder when the messages were listed; empty when that has to be done again
 * @param uidDb the database
 * @param keywords when the keywords were listed; empty when there are none, or that has to be done
 *     again
 */
public record IndexStamps(
    Optional<Folder> folder, Optional<Stamp> uidDb, Optional<Keywords> keywords) {

  /** Nothing was read. */
  public static final IndexStamps NONE =
      new IndexStamps(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * The directories of messages.
   *
   * @param at before they were listed
   */
  public record Folder(Stamp cur, Stamp fresh, Instant at) {

    /** Whether nothing can have changed after the listing under the same stamp. */
    public boolean isTrusted() {
      return cur.isTrustedAt(at) && isFreshTrusted();
    }

    /** Whether this holds for {@code new}. */
    public boolean isFreshTrusted() {
      return fresh.isTrustedAt(at);
    }
  }

  /**
   * The directory of keywords.
   *
   * @param directory empty when it was not there
   * @param at before it was listed
   */
  public record Keywords(Optional<Stamp> directory, Instant at) {

    /** Whether nothing can have changed after the listing under the same stamp. */
    public boolean isTrusted() {
      return directory.isEmpty() || directory.get().isTrustedAt(at);
    }
  }
}

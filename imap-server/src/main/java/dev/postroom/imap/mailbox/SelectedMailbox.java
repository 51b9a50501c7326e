package dev.postroom.imap.mailbox;

import dev.postroom.imap.mailbox.acl.Rights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One session's hold on a mailbox. Several sessions on one mailbox share the view behind it; each
 * has its own queue of changes. Methods other than {@link #onChange} are called by one thread at a
 * time.
 */
public interface SelectedMailbox extends AutoCloseable {

  /** Its name when it was opened. */
  MailboxName name();

  /** Whether it was opened by EXAMINE. */
  boolean readOnly();

  /** What the user may do with this mailbox; empty where that is not restricted. */
  Optional<Rights> rights();

  /** UIDVALIDITY (RFC 3501 section 2.3.1.1), for as long as it is open. */
  long uidValidity();

  /** The UID that the next message will get at least. */
  long uidNext();

  /**
   * The mod-sequence of the last change, an expunge included (RFC 7162 section 3.1.2.1). Never goes
   * back under one UIDVALIDITY.
   */
  long highestModSeq();

  /**
   * MAILBOXID (RFC 8474 section 4): stays with a mailbox that is renamed, and no other mailbox of
   * the user ever has it.
   */
  String mailboxId();

  /**
   * Takes all messages of the moment of selecting, by ascending UID. Later ones come as changes.
   * They can be taken once: kept for as long as the session lasts, a large mailbox would be in
   * memory twice.
   *
   * @throws IllegalStateException when they were taken already
   */
  List<MessageState> messages();

  /** Keywords in use in this mailbox, for the FLAGS response. */
  Set<String> keywords();

  /** Whether a client may invent keywords ({@code \*} in PERMANENTFLAGS). */
  boolean newKeywordsAllowed();

  /** Looks at the disk now; what changed is then in {@link #changes}. */
  void refresh() throws MailboxException;

  /** Takes the changes that are waiting, in order. Own {@link #store} calls are not among them. */
  List<MailboxChange> changes();

  /**
   * Asks to be called, from any thread and briefly, when changes begin to wait; {@code null} stops
   * that. While somebody asks, the mailbox watches the disk.
   */
  void onChange(Runnable listener);

  /**
   * The content of a message; empty when it is known to have vanished. Otherwise that shows when
   * something is read of it, by a {@link java.nio.file.NoSuchFileException}: to look at each
   * message first would be one more system call for each.
   */
  Optional<MessageContent> content(long uid) throws MailboxException;

  /**
   * Changes flags. Messages that have vanished are left out.
   *
   * @param unchangedSince leaves alone messages whose mod-sequence is above this one
   *     (UNCHANGEDSINCE, RFC 7162 section 3.1.3); nothing changes between the look at it and the
   *     change
   */
  Stored store(SortedSet<Long> uids, FlagChange change, OptionalLong unchangedSince)
      throws MailboxException;

  /**
   * What a {@link #store} did.
   *
   * @param now the messages that were to be changed and what they have now, by ascending UID;
   *     whether they are recent it does not tell
   * @param modified the messages that were left alone because they had changed
   */
  record Stored(Map<Long, MessageState> now, SortedSet<Long> modified) {
    public Stored {
      now = Collections.unmodifiableMap(new LinkedHashMap<>(now));
      modified = Collections.unmodifiableSortedSet(new TreeSet<>(modified));
    }
  }

  /**
   * The UIDs that may have been expunged after a mod-sequence: all that were, and maybe some that
   * were expunged before or never given, which RFC 7162 section 3.2.5.1 allows.
   *
   * @param known the UIDs of interest, in any order
   * @return parts of {@code known} below {@link #uidNext} in which there is no message, ascending
   */
  List<UidRange> vanishedSince(long modSeq, List<UidRange> known);

  /**
   * Removes messages marked {@code \Deleted}; with {@code only}, those of them (UID EXPUNGE). What
   * went is then in {@link #changes}.
   */
  void expunge(Optional<SortedSet<Long>> only) throws MailboxException;

  /** Copies messages, flags and dates included; either all are copied or none. */
  MailStore.AssignedUids copy(SortedSet<Long> uids, MailboxName destination)
      throws MailboxException;

  /**
   * Moves messages, flags and dates included; either all are moved or none, and when this returns
   * it is on disk. What went is then in {@link #changes}.
   */
  MailStore.AssignedUids move(SortedSet<Long> uids, MailboxName destination)
      throws MailboxException;

  @Override
  void close();
}

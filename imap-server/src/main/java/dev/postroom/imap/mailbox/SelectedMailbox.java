package dev.postroom.imap.mailbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * One session's hold on a mailbox. Several sessions on one mailbox share the view behind it; each
 * has its own queue of changes. Methods other than {@link #onChange} are called by one thread at a
 * time.
 */
public interface SelectedMailbox extends AutoCloseable {

  MailboxName name();

  boolean readOnly();

  long uidValidity();

  /** The UID that the next message will get at least. */
  long uidNext();

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

  /** The content of a message; empty when it has vanished. */
  Optional<MessageContent> content(long uid) throws MailboxException;

  /**
   * Changes flags and returns what each message has now. Messages that have vanished are left out.
   */
  Map<Long, Flags> store(SortedSet<Long> uids, FlagChange change) throws MailboxException;

  /**
   * Removes messages marked {@code \Deleted}; with {@code only}, those of them (UID EXPUNGE). What
   * went is then in {@link #changes}.
   */
  void expunge(Optional<SortedSet<Long>> only) throws MailboxException;

  /**
   * Removes these messages, whatever their flags are; it is on disk when this returns. What went is
   * then in {@link #changes}.
   */
  void remove(SortedSet<Long> uids) throws MailboxException;

  /** Copies messages, flags and dates included; either all are copied or none. */
  MailStore.AssignedUids copy(SortedSet<Long> uids, MailboxName destination)
      throws MailboxException;

  @Override
  void close();
}

package dev.postroom.imap.mailbox;

import dev.postroom.imap.mailbox.acl.AccessControl;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The mail of one user. All sessions of the user share one, and with it one view of each mailbox.
 * Every method may block on the disk and is called from a virtual thread. A method that returns has
 * its effect on disk.
 */
public interface MailStore extends AutoCloseable {

  /**
   * All mailboxes of the account, in alphabetical order, with the parents that exist only in names
   * as {@code \Noselect}. Costs a look at each directory, whatever the mailboxes hold.
   *
   * @param marksAll whether {@link ListedMailbox#marked} is looked up for each mailbox; otherwise
   *     only for INBOX
   */
  default List<ListedMailbox> list(boolean marksAll) throws MailboxException {
    return list(marksAll, _ -> true);
  }

  /**
   * Those of the mailboxes that are asked for, with the same said of each: the rights to the others
   * and their new mail are not looked up.
   */
  List<ListedMailbox> list(boolean marksAll, Predicate<MailboxName> asked) throws MailboxException;

  /** Whether other accounts may share mailboxes with the user, which are below {@code #shared}. */
  default boolean sharedMailboxesPossible() {
    return false;
  }

  /**
   * The mailboxes of other accounts that the user may see, as {@link #list} has his own. Costs a
   * look at each account that shares its mail.
   */
  default List<ListedMailbox> listShared(boolean marksAll) throws MailboxException {
    return List.of();
  }

  /** Subscribed names, whether or not such a mailbox exists. */
  Set<MailboxName> subscriptions() throws MailboxException;

  /** SUBSCRIBE (RFC 3501 section 6.3.6); the mailbox need not exist. */
  void subscribe(MailboxName name) throws MailboxException;

  /** UNSUBSCRIBE (RFC 3501 section 6.3.7); the mailbox need not exist. */
  void unsubscribe(MailboxName name) throws MailboxException;

  /** Creates a mailbox for no special use; returns its MAILBOXID as below. */
  default String create(MailboxName name) throws MailboxException {
    return create(name, Set.of());
  }

  /**
   * Creates a mailbox for special uses (RFC 6154).
   *
   * @return its {@linkplain SelectedMailbox#mailboxId MAILBOXID}, which whoever may make it is told
   *     even where he may not look at it
   * @throws MailboxException with {@code USE_ATTRIBUTE} when it cannot have one of them
   */
  String create(MailboxName name, Set<SpecialUse> uses) throws MailboxException;

  /** DELETE (RFC 3501 section 6.3.4): the mailbox and its messages, not what is below it. */
  void delete(MailboxName name) throws MailboxException;

  /** Renames a mailbox and all below it; renaming INBOX moves its messages (RFC 3501 6.3.5). */
  void rename(MailboxName from, MailboxName to) throws MailboxException;

  /**
   * STATUS without selecting: nothing is moved out of {@code new}, no UID is assigned.
   *
   * @param wanted what is asked for; only that is right in the answer
   */
  MailboxStatus status(MailboxName name, Set<StatusItem> wanted) throws MailboxException;

  /** Who may do what with the mailboxes. */
  AccessControl accessControl();

  /** What the account may hold and holds; empty where it has no quota. */
  Optional<Quota> quota() throws MailboxException;

  /** Opens a mailbox for a session; read-only for EXAMINE. The session closes it. */
  SelectedMailbox select(MailboxName name, boolean readOnly) throws MailboxException;

  /**
   * Starts an APPEND: the bytes go to disk as they come and become messages on {@link
   * Append#commit}.
   */
  Append append(MailboxName name) throws MailboxException;

  @Override
  void close();

  /**
   * A mailbox in a list.
   *
   * @param name its name
   * @param selectable false for a name that has only children
   * @param hasChildren whether there are mailboxes below it
   * @param marked whether it holds messages that nobody was told of; empty where that was not
   *     looked up
   * @param specialUses what it is for (RFC 6154)
   */
  record ListedMailbox(
      MailboxName name,
      boolean selectable,
      boolean hasChildren,
      Optional<Boolean> marked,
      Set<SpecialUse> specialUses) {
    public ListedMailbox {
      specialUses = Set.copyOf(specialUses);
    }
  }

  /**
   * What STATUS can ask for (RFC 3501 section 6.3.10).
   *
   * @param deleted how many messages have {@code \Deleted}
   * @param size the sum of all RFC822.SIZE, in bytes
   * @param highestModSeq see {@link SelectedMailbox#highestModSeq}
   * @param mailboxId see {@link SelectedMailbox#mailboxId}
   */
  record MailboxStatus(
      int messages,
      int recent,
      long uidNext,
      long uidValidity,
      int unseen,
      int deleted,
      long size,
      long highestModSeq,
      String mailboxId) {}

  /**
   * The UIDs that a copy or an append gave (UIDPLUS, RFC 4315).
   *
   * @param uidValidity of the destination
   * @param sources UIDs in the source, ascending; empty for an append
   * @param destinations the new UIDs, in the order of {@code sources}; none where the user may not
   *     know them
   */
  record AssignedUids(long uidValidity, List<Long> sources, List<Long> destinations) {
    public AssignedUids {
      sources = List.copyOf(sources);
      destinations = List.copyOf(destinations);
    }

    /** The same, told to a user who may not select the destination (RFC 4315 section 3). */
    public AssignedUids withoutDestinations() {
      return new AssignedUids(uidValidity, sources, List.of());
    }
  }

  /**
   * Messages on their way in, which become messages all together or not at all (RFC 3502). Exactly
   * one of {@code commit} and {@code close} ends it.
   */
  interface Append extends AutoCloseable {

    /**
     * Takes all bytes of one more message. When it throws, the caller closes this.
     *
     * @param internalDate the time of arrival; now, where it is empty
     * @param message throws when the client goes away
     */
    void add(Flags flags, Optional<Instant> internalDate, InputStream message)
        throws MailboxException, IOException;

    /**
     * Makes them messages, in the order in which they came: after this returns they survive a
     * crash.
     */
    AssignedUids commit() throws MailboxException;

    /** Drops them unless committed. */
    @Override
    void close();
  }
}

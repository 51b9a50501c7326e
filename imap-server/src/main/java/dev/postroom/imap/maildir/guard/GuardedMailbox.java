package dev.postroom.imap.maildir.guard;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.mailbox.acl.FlagRights;
import dev.postroom.imap.mailbox.acl.Right;
import dev.postroom.imap.mailbox.acl.Rights;
import dev.postroom.imap.maildir.account.OpenMailbox;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A selected mailbox, for who has not all rights on it maybe. The rights are those of the moment of
 * selecting, as in Courier.
 */
final class GuardedMailbox implements SelectedMailbox {

  private static final String THIS = "current mailbox";

  private final OpenMailbox mailbox;
  private final Rights rights;
  private final FlagRights permitted;
  private final GuardedMailStore store;

  /** What this session copied is not moved to Trash as well (IMAP_MOVE_EXPUNGE_TO_TRASH). */
  private final Set<Long> copied = new HashSet<>();

  GuardedMailbox(OpenMailbox mailbox, Rights rights, GuardedMailStore store) {
    this.mailbox = mailbox;
    this.rights = rights;
    this.permitted = new FlagRights(rights);
    this.store = store;
  }

  @Override
  public Optional<Rights> rights() {
    return Optional.of(rights);
  }

  @Override
  public MailboxName name() {
    return store.mount().outside(mailbox.name());
  }

  @Override
  public boolean readOnly() {
    return mailbox.readOnly();
  }

  @Override
  public long uidValidity() {
    return mailbox.uidValidity();
  }

  @Override
  public long uidNext() {
    return mailbox.uidNext();
  }

  @Override
  public long highestModSeq() {
    return mailbox.highestModSeq();
  }

  @Override
  public String mailboxId() {
    return store.mount().mailboxId(mailbox.mailboxId());
  }

  @Override
  public List<MessageState> messages() {
    return mailbox.messages();
  }

  @Override
  public Set<String> keywords() {
    return mailbox.keywords();
  }

  @Override
  public boolean newKeywordsAllowed() {
    return mailbox.newKeywordsAllowed() && permitted.permitKeywords();
  }

  @Override
  public void refresh() throws MailboxException {
    mailbox.refresh();
  }

  @Override
  public List<MailboxChange> changes() {
    return mailbox.changes();
  }

  @Override
  public void onChange(Runnable listener) {
    mailbox.onChange(listener);
  }

  @Override
  public Optional<MessageContent> content(long uid) throws MailboxException {
    return mailbox.content(uid);
  }

  @Override
  public Stored store(SortedSet<Long> uids, FlagChange change, OptionalLong unchangedSince)
      throws MailboxException {
    if (permitted.permitAll()) {
      return mailbox.store(uids, change, unchangedSince);
    }
    Flags named = permitted.permitted(change.flags());
    if (change.mode() != FlagChange.Mode.REPLACE) {
      return mailbox.store(uids, new FlagChange(change.mode(), named), unchangedSince);
    }
    // Replacing would touch flags that are not his to change. The messages that pass the test
    // of unchangedSince get what they may get, and then lose what they may lose.
    Stored added = mailbox.store(uids, new FlagChange(FlagChange.Mode.ADD, named), unchangedSince);
    Stored removed =
        mailbox.store(
            new TreeSet<>(added.now().keySet()),
            new FlagChange(FlagChange.Mode.REMOVE, permitted.permitted(all()).minus(named)),
            OptionalLong.empty());
    return new Stored(removed.now(), added.modified());
  }

  @Override
  public List<UidRange> vanishedSince(long modSeq, List<UidRange> known) {
    return mailbox.vanishedSince(modSeq, known);
  }

  @Override
  public void expunge(Optional<SortedSet<Long>> only) throws MailboxException {
    GuardedMailStore.require(rights, Right.EXPUNGE, "EXPUNGE", THIS);
    if (!store.keepsExpunged(mailbox.name())) {
      mailbox.expunge(only);
      return;
    }
    SortedSet<Long> kept = mailbox.deleted(only);
    SortedSet<Long> expunged = new TreeSet<>(kept);
    expunged.retainAll(copied);
    kept.removeAll(copied);
    if (!kept.isEmpty()) {
      store.moveToTrash(mailbox, kept);
    }
    // Not all that are marked: what another session marked meanwhile was not kept.
    mailbox.expunge(Optional.of(expunged));
  }

  @Override
  public AssignedUids copy(SortedSet<Long> uids, MailboxName destination) throws MailboxException {
    try (Place to = store.place(destination)) {
      AssignedUids assigned = to.store().copy(mailbox, uids, to.name());
      if (store.keepsExpunged(mailbox.name())) {
        copied.addAll(assigned.sources());
      }
      return assigned;
    }
  }

  @Override
  public AssignedUids move(SortedSet<Long> uids, MailboxName destination) throws MailboxException {
    GuardedMailStore.require(rights, Right.DELETE_MESSAGES, "MOVE", THIS);
    GuardedMailStore.require(rights, Right.EXPUNGE, "MOVE", THIS);
    try (Place to = store.place(destination)) {
      return to.store().move(mailbox, uids, to.name());
    }
  }

  @Override
  public void close() {
    mailbox.close();
    store.leave();
  }

  private Flags all() {
    return new Flags(EnumSet.allOf(SystemFlag.class), mailbox.keywords());
  }
}

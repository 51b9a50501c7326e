package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.mailbox.acl.Rights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** A folder in memory that a session has selected. */
final class MemorySelectedMailbox implements SelectedMailbox {
  private final MemoryMailStore store;
  private final MailboxName name;
  private final MemoryFolder folder;
  private final boolean readOnly;
  private final List<MessageState> messages;
  private final List<MailboxChange> changes = new ArrayList<>();
  private Runnable listener;

  MemorySelectedMailbox(
      MemoryMailStore store, MailboxName name, MemoryFolder folder, boolean readOnly) {
    this.store = store;
    this.name = name;
    this.folder = folder;
    this.readOnly = readOnly;
    this.messages =
        folder.messages.entrySet().stream()
            .map(
                entry ->
                    new MessageState(
                        entry.getKey(),
                        entry.getValue().flags,
                        folder.recent.contains(entry.getKey()),
                        entry.getValue().modSeq))
            .toList();
    folder.recent.clear();
  }

  void tell(MailboxChange change) {
    changes.add(change);
    if (listener != null) {
      listener.run();
    }
  }

  @Override
  public MailboxName name() {
    return name;
  }

  @Override
  public boolean readOnly() {
    return readOnly;
  }

  @Override
  public Optional<Rights> rights() {
    return Optional.ofNullable(store.rights);
  }

  @Override
  public long uidValidity() {
    return MemoryMailStore.UID_VALIDITY;
  }

  @Override
  public long uidNext() {
    return folder.uidNext;
  }

  @Override
  public long highestModSeq() {
    synchronized (store) {
      return folder.highestModSeq;
    }
  }

  @Override
  public String mailboxId() {
    return folder.id;
  }

  @Override
  public List<MessageState> messages() {
    return messages;
  }

  @Override
  public Set<String> keywords() {
    synchronized (store) {
      var words = new TreeSet<String>();
      folder.messages.values().forEach(message -> words.addAll(message.flags.keywords()));
      return words;
    }
  }

  @Override
  public boolean newKeywordsAllowed() {
    return true;
  }

  @Override
  public void refresh() {}

  @Override
  public List<MailboxChange> changes() {
    synchronized (store) {
      List<MailboxChange> waiting = List.copyOf(changes);
      changes.clear();
      return waiting;
    }
  }

  @Override
  public void onChange(Runnable listener) {
    synchronized (store) {
      this.listener = listener;
    }
  }

  @Override
  public Optional<MessageContent> content(long uid) {
    synchronized (store) {
      return Optional.ofNullable(folder.messages.get(uid))
          .map(message -> new MemoryContent(store, message, folder.id + "-" + uid));
    }
  }

  @Override
  public Stored store(SortedSet<Long> uids, FlagChange change, OptionalLong unchangedSince) {
    synchronized (store) {
      var now = new LinkedHashMap<Long, MessageState>();
      var modified = new TreeSet<Long>();
      for (long uid : uids) {
        MemoryFolder.Message message = folder.messages.get(uid);
        if (message == null) {
          continue;
        }
        if (message.modSeq > unchangedSince.orElse(Long.MAX_VALUE)) {
          modified.add(uid);
          continue;
        }
        folder.change(message, change.applyTo(message.flags));
        now.put(uid, new MessageState(uid, message.flags, false, message.modSeq));
        folder.tell(this, new MailboxChange.Flagged(uid, message.flags, message.modSeq));
      }
      return new Stored(now, modified);
    }
  }

  @Override
  public List<UidRange> vanishedSince(long modSeq, List<UidRange> known) {
    synchronized (store) {
      return UidRange.intersection(
          UidRange.union(
              folder.expunged.entrySet().stream()
                  .filter(entry -> entry.getValue() > modSeq)
                  .map(entry -> new UidRange(entry.getKey(), entry.getKey()))
                  .toList()),
          known);
    }
  }

  @Override
  public void expunge(Optional<SortedSet<Long>> only) {
    synchronized (store) {
      var gone = new TreeSet<Long>();
      folder.messages.forEach(
          (uid, message) -> {
            if (message.flags.has(SystemFlag.DELETED)
                && (only.isEmpty() || only.get().contains(uid))) {
              gone.add(uid);
            }
          });
      folder.remove(gone);
    }
  }

  @Override
  public MailStore.AssignedUids copy(SortedSet<Long> uids, MailboxName destination)
      throws MailboxException {
    synchronized (store) {
      MemoryFolder target = store.folder(destination);
      var copies = new ArrayList<Long>();
      for (long uid : uids) {
        MemoryFolder.Message message = folder.messages.get(uid);
        copies.add(target.add(message.bytes, message.flags, message.date, false));
      }
      return store.told(
          destination,
          new MailStore.AssignedUids(MemoryMailStore.UID_VALIDITY, List.copyOf(uids), copies));
    }
  }

  @Override
  public MailStore.AssignedUids move(SortedSet<Long> uids, MailboxName destination)
      throws MailboxException {
    synchronized (store) {
      if (store.moveFails) {
        throw new MailboxException(Reason.SERVER_BUG, "The disk is failing.");
      }
      MailStore.AssignedUids copied = copy(uids, destination);
      folder.remove(uids);
      return copied;
    }
  }

  @Override
  public void close() {
    synchronized (store) {
      folder.sessions.remove(this);
      store.open--;
    }
  }
}

package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.Quota;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.SpecialUse;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.mailbox.acl.AccessControl;
import dev.postroom.imap.mailbox.acl.Rights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A mail store in memory, simple enough to be read as what {@link MailStore} means. */
final class MemoryMailStore implements MailStore {

  static final long UID_VALIDITY = 700;
  static final Instant DATE = Instant.parse("2026-11-22T01:02:03Z");

  private final TreeMap<MailboxName, MemoryFolder> folders = new TreeMap<>();
  private final Map<MailboxName, Set<SpecialUse>> uses = new TreeMap<>();
  private final TreeSet<MailboxName> subscribed = new TreeSet<>();
  int open;
  final MemoryAccessControl accessControl = new MemoryAccessControl("alice");
  Rights rights;
  Optional<Quota> quota = Optional.empty();
  boolean moveFails;
  private String unreadable = "";
  private int made;
  Runnable whenOpened = () -> {};

  MemoryMailStore() {
    folders.put(MailboxName.INBOX, newFolder());
  }

  /** Delivers a message, lines with LF for readability. */
  synchronized void deliver(String mailbox, String message, SystemFlag... flags) {
    folders
        .get(new MailboxName(mailbox))
        .add(
            message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
            Flags.of(flags),
            DATE,
            true);
  }

  /** Removes a message as another program would. */
  synchronized void remove(String mailbox, long uid) {
    folders.get(new MailboxName(mailbox)).remove(new TreeSet<>(List.of(uid)));
  }

  /** Changes flags as another program would. */
  synchronized void flag(String mailbox, long uid, Flags flags) {
    MemoryFolder folder = folders.get(new MailboxName(mailbox));
    folder.change(folder.messages.get(uid), flags);
    folder.tell(null, new MailboxChange.Flagged(uid, flags, folder.highestModSeq));
  }

  /** The truth: the flags of all messages, by UID. */
  synchronized Map<Long, Flags> flags(String mailbox) {
    var flags = new TreeMap<Long, Flags>();
    folders
        .get(new MailboxName(mailbox))
        .messages
        .forEach((uid, message) -> flags.put(uid, message.flags));
    return flags;
  }

  private MemoryFolder newFolder() {
    return new MemoryFolder("F" + ++made);
  }

  MemoryFolder folder(MailboxName name) throws MailboxException {
    MemoryFolder folder = folders.get(name);
    if (folder == null) {
      throw new MailboxException(Reason.NONEXISTENT, "Mailbox does not exist.");
    }
    return folder;
  }

  @Override
  public synchronized List<ListedMailbox> list(boolean marksAll, Predicate<MailboxName> asked) {
    var names = new TreeSet<MailboxName>(folders.keySet());
    for (MailboxName name : folders.keySet()) {
      String value = name.value();
      for (int end = value.lastIndexOf('.'); end > 0; end = value.lastIndexOf('.', end - 1)) {
        names.add(new MailboxName(value.substring(0, end)));
      }
    }
    return names.stream()
        .filter(asked)
        .map(
            name ->
                new ListedMailbox(
                    name,
                    folders.containsKey(name),
                    names.stream().anyMatch(other -> other.value().startsWith(name + ".")),
                    marksAll || name.equals(MailboxName.INBOX)
                        ? Optional.of(false)
                        : Optional.empty(),
                    uses.getOrDefault(name, Set.of())))
        .toList();
  }

  @Override
  public synchronized Set<MailboxName> subscriptions() {
    return Set.copyOf(subscribed);
  }

  @Override
  public synchronized void subscribe(MailboxName name) {
    subscribed.add(name);
  }

  @Override
  public synchronized void unsubscribe(MailboxName name) {
    subscribed.remove(name);
  }

  @Override
  public synchronized String create(MailboxName name, Set<SpecialUse> special)
      throws MailboxException {
    if (special.contains(SpecialUse.ALL)) {
      throw new MailboxException(Reason.USE_ATTRIBUTE, "No folder holds all messages.");
    }
    if (!name.value().startsWith("INBOX")) {
      throw new MailboxException(Reason.CANNOT, "Invalid mailbox name.");
    }
    if (folders.putIfAbsent(name, newFolder()) != null) {
      throw new MailboxException(Reason.ALREADY_EXISTS, "Mailbox already exists.");
    }
    uses.put(name, special);
    return folders.get(name).id;
  }

  @Override
  public synchronized void delete(MailboxName name) throws MailboxException {
    folder(name);
    folders.remove(name);
  }

  @Override
  public synchronized void rename(MailboxName from, MailboxName to) throws MailboxException {
    folders.put(to, folder(from));
    folders.remove(from);
  }

  @Override
  public AccessControl accessControl() {
    return accessControl;
  }

  @Override
  public Optional<Quota> quota() {
    return quota;
  }

  @Override
  public synchronized MailboxStatus status(MailboxName name, Set<StatusItem> wanted)
      throws MailboxException {
    if (name.value().equals(unreadable)) {
      throw new MailboxException(Reason.NO_PERMISSION, "You may not read it.");
    }
    MemoryFolder folder = folder(name);
    long unseen =
        folder.messages.values().stream().filter(m -> !m.flags.has(SystemFlag.SEEN)).count();
    return new MailboxStatus(
        folder.messages.size(),
        folder.recent.size(),
        folder.uidNext,
        UID_VALIDITY,
        (int) unseen,
        (int)
            folder.messages.values().stream().filter(m -> m.flags.has(SystemFlag.DELETED)).count(),
        folder.messages.values().stream().mapToLong(m -> m.bytes.length).sum(),
        folder.highestModSeq,
        folder.id);
  }

  @Override
  public synchronized SelectedMailbox select(MailboxName name, boolean readOnly)
      throws MailboxException {
    MemoryFolder folder = folder(name);
    var session = new MemorySelectedMailbox(this, name, folder, readOnly);
    folder.sessions.add(session);
    open++;
    return session;
  }

  @Override
  public synchronized Append append(MailboxName name) throws MailboxException {
    MemoryFolder folder = folder(name);
    return new Append() {
      private final List<MemoryFolder.Message> messages = new ArrayList<>();

      @Override
      public void add(Flags flags, Optional<Instant> date, InputStream message) throws IOException {
        messages.add(new MemoryFolder.Message(message.readAllBytes(), flags, date.orElse(DATE), 0));
      }

      @Override
      public AssignedUids commit() {
        synchronized (MemoryMailStore.this) {
          List<Long> uids =
              messages.stream().map(m -> folder.add(m.bytes, m.flags, m.date, false)).toList();
          return told(name, new AssignedUids(UID_VALIDITY, List.of(), uids));
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}

  /** From now on the message's content cannot be read. */
  synchronized void damage(String mailbox, long uid) {
    folders.get(new MailboxName(mailbox)).messages.get(uid).damaged = true;
  }

  /** How often a message's content was opened. */
  synchronized int opened(String mailbox, long uid) {
    return folders.get(new MailboxName(mailbox)).messages.get(uid).opened;
  }

  /** From now on this happens whenever a message is opened. */
  synchronized void whenOpened(Runnable event) {
    whenOpened = event;
  }

  /** From now on the mailbox is listed, and nothing is told of what is in it. */
  synchronized void hideContent(String mailbox) {
    unreadable = mailbox;
  }

  AssignedUids told(MailboxName name, AssignedUids assigned) {
    return name.value().equals(unreadable) ? assigned.withoutDestinations() : assigned;
  }

  /** From now on no message can be moved. */
  synchronized void failToMove() {
    moveFails = true;
  }
}

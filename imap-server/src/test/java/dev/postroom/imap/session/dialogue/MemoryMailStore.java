package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.Quota;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.SpecialUse;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.mailbox.acl.AccessControl;
import dev.postroom.imap.mailbox.acl.Rights;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A mail store in memory, simple enough to be read as what {@link MailStore} means. */
final class MemoryMailStore implements MailStore {

  static final long UID_VALIDITY = 700;
  static final Instant DATE = Instant.parse("2026-11-22T01:02:03Z");

  private final TreeMap<MailboxName, Folder> folders = new TreeMap<>();
  private final Map<MailboxName, Set<SpecialUse>> uses = new TreeMap<>();
  private final TreeSet<MailboxName> subscribed = new TreeSet<>();
  int open;
  final MemoryAccessControl accessControl = new MemoryAccessControl("alice");
  Rights rights;
  Optional<Quota> quota = Optional.empty();
  private boolean moveFails;
  private String unreadable = "";
  private int made;
  private Runnable whenOpened = () -> {};

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
    Folder folder = folders.get(new MailboxName(mailbox));
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

  private Folder newFolder() {
    return new Folder("F" + ++made);
  }

  private Folder folder(MailboxName name) throws MailboxException {
    Folder folder = folders.get(name);
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
    Folder folder = folder(name);
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
    Folder folder = folder(name);
    var session = new Session(name, folder, readOnly);
    folder.sessions.add(session);
    open++;
    return session;
  }

  @Override
  public synchronized Append append(MailboxName name) throws MailboxException {
    Folder folder = folder(name);
    return new Append() {
      private final List<Message> messages = new ArrayList<>();

      @Override
      public void add(Flags flags, Optional<Instant> date, InputStream message) throws IOException {
        messages.add(new Message(message.readAllBytes(), flags, date.orElse(DATE), 0));
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

  private AssignedUids told(MailboxName name, AssignedUids assigned) {
    return name.value().equals(unreadable) ? assigned.withoutDestinations() : assigned;
  }

  /** From now on no message can be moved. */
  synchronized void failToMove() {
    moveFails = true;
  }

  private static final class Message {
    private final byte[] bytes;
    private final Instant date;
    private Flags flags;
    private long modSeq;
    private byte[] digest;
    private boolean damaged;
    private int opened;

    Message(byte[] bytes, Flags flags, Instant date, long modSeq) {
      this.bytes = bytes;
      this.flags = flags;
      this.date = date;
      this.modSeq = modSeq;
    }
  }

  private static final class Folder {
    private final TreeMap<Long, Message> messages = new TreeMap<>();
    private final Set<Long> recent = new TreeSet<>();
    private final List<Session> sessions = new ArrayList<>();
    private final TreeMap<Long, Long> expunged = new TreeMap<>();
    private final String id;
    private long uidNext = 1;
    private long highestModSeq = 1;

    Folder(String id) {
      this.id = id;
    }

    void change(Message message, Flags flags) {
      if (!message.flags.equals(flags)) {
        message.flags = flags;
        message.modSeq = ++highestModSeq;
      }
    }

    long add(byte[] bytes, Flags flags, Instant date, boolean delivered) {
      long uid = uidNext++;
      messages.put(uid, new Message(bytes, flags, date, ++highestModSeq));
      if (delivered && sessions.isEmpty()) {
        recent.add(uid);
      }
      tell(
          null,
          new MailboxChange.Arrived(
              List.of(new MessageState(uid, flags, delivered, highestModSeq))));
      return uid;
    }

    void remove(SortedSet<Long> uids) {
      messages.keySet().removeAll(uids);
      uids.forEach(uid -> expunged.put(uid, ++highestModSeq));
      tell(null, new MailboxChange.Vanished(List.copyOf(uids)));
    }

    void tell(Session except, MailboxChange change) {
      sessions.stream().filter(session -> session != except).forEach(s -> s.tell(change));
    }
  }

  private final class Session implements SelectedMailbox {
    private final MailboxName name;
    private final Folder folder;
    private final boolean readOnly;
    private final List<MessageState> messages;
    private final List<MailboxChange> changes = new ArrayList<>();
    private Runnable listener;

    Session(MailboxName name, Folder folder, boolean readOnly) {
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
      return Optional.ofNullable(rights);
    }

    @Override
    public long uidValidity() {
      return UID_VALIDITY;
    }

    @Override
    public long uidNext() {
      return folder.uidNext;
    }

    @Override
    public long highestModSeq() {
      synchronized (MemoryMailStore.this) {
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
      synchronized (MemoryMailStore.this) {
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
      synchronized (MemoryMailStore.this) {
        List<MailboxChange> waiting = List.copyOf(changes);
        changes.clear();
        return waiting;
      }
    }

    @Override
    public void onChange(Runnable listener) {
      synchronized (MemoryMailStore.this) {
        this.listener = listener;
      }
    }

    @Override
    public Optional<MessageContent> content(long uid) {
      synchronized (MemoryMailStore.this) {
        return Optional.ofNullable(folder.messages.get(uid))
            .map(message -> new Content(message, folder.id + "-" + uid));
      }
    }

    @Override
    public Stored store(SortedSet<Long> uids, FlagChange change, OptionalLong unchangedSince) {
      synchronized (MemoryMailStore.this) {
        var now = new LinkedHashMap<Long, MessageState>();
        var modified = new TreeSet<Long>();
        for (long uid : uids) {
          Message message = folder.messages.get(uid);
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
      synchronized (MemoryMailStore.this) {
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
      synchronized (MemoryMailStore.this) {
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
    public AssignedUids copy(SortedSet<Long> uids, MailboxName destination)
        throws MailboxException {
      synchronized (MemoryMailStore.this) {
        Folder target = folder(destination);
        var copies = new ArrayList<Long>();
        for (long uid : uids) {
          Message message = folder.messages.get(uid);
          copies.add(target.add(message.bytes, message.flags, message.date, false));
        }
        return told(destination, new AssignedUids(UID_VALIDITY, List.copyOf(uids), copies));
      }
    }

    @Override
    public AssignedUids move(SortedSet<Long> uids, MailboxName destination)
        throws MailboxException {
      synchronized (MemoryMailStore.this) {
        if (moveFails) {
          throw new MailboxException(MailboxException.Reason.SERVER_BUG, "The disk is failing.");
        }
        AssignedUids copied = copy(uids, destination);
        folder.remove(uids);
        return copied;
      }
    }

    @Override
    public void close() {
      synchronized (MemoryMailStore.this) {
        folder.sessions.remove(this);
        open--;
      }
    }
  }

  private final class Content implements MessageContent {
    private final Message message;
    private final String emailId;

    Content(Message message, String emailId) {
      this.message = message;
      this.emailId = emailId;
    }

    @Override
    public Instant internalDate() {
      return message.date;
    }

    @Override
    public Optional<Instant> saveDate() {
      return Optional.of(message.date);
    }

    @Override
    public String emailId() {
      return emailId;
    }

    @Override
    public Optional<byte[]> digest() {
      return Optional.ofNullable(message.digest);
    }

    @Override
    public void keepDigest(byte[] digest) {
      message.digest = digest;
    }

    @Override
    public long size() {
      return message.bytes.length;
    }

    @Override
    public InputStream open() throws IOException {
      synchronized (MemoryMailStore.this) {
        message.opened++;
      }
      whenOpened.run();
      if (message.damaged) {
        throw new IOException("input/output error");
      }
      return new ByteArrayInputStream(message.bytes);
    }
  }
}

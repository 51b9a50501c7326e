package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MessageState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A folder in memory; guarded by its store. */
final class MemoryFolder {
  final TreeMap<Long, Message> messages = new TreeMap<>();
  final Set<Long> recent = new TreeSet<>();
  final List<MemorySelectedMailbox> sessions = new ArrayList<>();
  final TreeMap<Long, Long> expunged = new TreeMap<>();
  final String id;
  long uidNext = 1;
  long highestModSeq = 1;

  MemoryFolder(String id) {
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
        new MailboxChange.Arrived(List.of(new MessageState(uid, flags, delivered, highestModSeq))));
    return uid;
  }

  void remove(SortedSet<Long> uids) {
    messages.keySet().removeAll(uids);
    uids.forEach(uid -> expunged.put(uid, ++highestModSeq));
    tell(null, new MailboxChange.Vanished(List.copyOf(uids)));
  }

  void tell(MemorySelectedMailbox except, MailboxChange change) {
    sessions.stream().filter(session -> session != except).forEach(s -> s.tell(change));
  }

  static final class Message {
    final byte[] bytes;
    final Instant date;
    Flags flags;
    long modSeq;
    byte[] digest;
    boolean damaged;
    int opened;

    Message(byte[] bytes, Flags flags, Instant date, long modSeq) {
      this.bytes = bytes;
      this.flags = flags;
      this.date = date;
      this.modSeq = modSeq;
    }
  }
}

package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.Flags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a folder's messages, in memory, shared by all sessions that have it selected.
 * Knows of no file; guarded by the folder's lock.
 */
final class FolderView {

  private final List<StoredMessage> byUid = new ArrayList<>();
  private final Map<String, StoredMessage> byBase = new HashMap<>();

  /** Few infos occur in many messages; each is kept once. */
  private final Map<String, SharedInfo> infos = new HashMap<>();

  private long uidValidity;
  private long uidNext = 1;

  private record SharedInfo(String info, Flags flags) {}

  /** 0 until it is {@linkplain #adopt known}. */
  long uidValidity() {
    return uidValidity;
  }

  long uidNext() {
    return uidNext;
  }

  /** Takes over what the database says. {@code uidNext} never goes back. */
  void adopt(long uidValidity, long uidNext) {
    this.uidValidity = uidValidity;
    this.uidNext = Math.max(this.uidNext, uidNext);
  }

  /** All messages by ascending UID. */
  List<StoredMessage> messages() {
    return Collections.unmodifiableList(byUid);
  }

  /** The highest UID there is; 0 in an empty folder. */
  long lastUid() {
    return byUid.isEmpty() ? 0 : byUid.getLast().uid();
  }

  Optional<StoredMessage> find(long uid) {
    int low = 0;
    int high = byUid.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = byUid.get(middle).uid();
      if (found == uid) {
        return Optional.of(byUid.get(middle));
      }
      if (found < uid) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  Optional<StoredMessage> find(String base) {
    return Optional.ofNullable(byBase.get(base));
  }

  /** Adds a message that has its UID, above all that there are. */
  StoredMessage add(long uid, MaildirFileName name) {
    if (uid <= lastUid()) {
      throw new IllegalArgumentException("UID " + uid + " is not above " + lastUid());
    }
    SharedInfo info = shared(name.info());
    var message = new StoredMessage(uid, name.base(), info.info, info.flags);
    byUid.add(message);
    byBase.put(message.base(), message);
    uidNext = Math.max(uidNext, uid + 1);
    return message;
  }

  /** Gives a new message the next UID. */
  StoredMessage add(MaildirFileName name) {
    return add(uidNext, name);
  }

  void remove(Collection<StoredMessage> messages) {
    Set<StoredMessage> gone =
        Collections.newSetFromMap(new java.util.IdentityHashMap<>(messages.size()));
    gone.addAll(messages);
    byUid.removeIf(gone::contains);
    messages.forEach(message -> byBase.remove(message.base(), message));
  }

  /** Takes note of a new file name. */
  void rename(StoredMessage message, String info) {
    SharedInfo shared = shared(info);
    message.flagged(shared.info, shared.flags);
  }

  /** The database that belongs to this view. */
  UidDb database() {
    return new UidDb(
        uidValidity,
        uidNext,
        byUid.stream().map(message -> new UidDb.Entry(message.uid(), message.base())).toList());
  }

  private SharedInfo shared(String info) {
    return infos.computeIfAbsent(
        info, text -> new SharedInfo(text, new Flags(MaildirFileName.flags(text), Set.of())));
  }
}

package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.UidRange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of a folder's messages, in memory, shared by all sessions that have it selected.
 * Knows of no file; guarded by the folder's lock.
 */
final class FolderView {

  private final List<StoredMessage> byUid = new ArrayList<>();
  private final Map<String, StoredMessage> byBase = new HashMap<>();

  /** Few marks occur in many messages; each is kept once, as long as there are not too many. */
  private final Map<Marks, Flags> shared = new HashMap<>();

  /** The keywords in use, and by how many messages, each in the spelling that came first. */
  private final TreeMap<String, Integer> keywords = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private final ModSequence modSequence;
  private final ExpungeLog expunged;
  private long uidValidity;
  private long uidNext = 1;

  /** So many different marks are shared at most. */
  private static final int MAX_SHARED = 4096;

  /** What a message is marked with: letters in its name, and keywords. */
  private record Marks(String info, Set<String> keywords) {}

  FolderView(ModSequence modSequence) {
    this.modSequence = modSequence;
    this.expunged = new ExpungeLog(modSequence.next());
  }

  /** 0 until it is {@linkplain #adopt known}. */
  long uidValidity() {
    return uidValidity;
  }

  long uidNext() {
    return uidNext;
  }

  /** The mod-sequence of the last change. */
  long highestModSeq() {
    return modSequence.highest();
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
    Flags flags = flags(name.info(), Set.of());
    var message = new StoredMessage(uid, name.base(), name.info(), flags, modSequence.next());
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
    for (StoredMessage message : messages) {
      byBase.remove(message.base(), message);
      count(message.flags().keywords(), -1);
      expunged.add(message.uid(), modSequence.next());
    }
  }

  /**
   * The UIDs, of those known, that are no message's and may have been expunged after a
   * mod-sequence.
   */
  List<UidRange> vanishedSince(long modSeq, List<UidRange> known) {
    return modSeq >= expunged.since()
        ? expunged.expungedSince(modSeq, known)
        : withoutMessages(known);
  }

  private List<UidRange> withoutMessages(List<UidRange> known) {
    var gaps = new ArrayList<UidRange>();
    long next = 1;
    for (StoredMessage message : byUid) {
      if (message.uid() > next) {
        gaps.add(new UidRange(next, message.uid() - 1));
      }
      next = message.uid() + 1;
    }
    if (uidNext > next) {
      gaps.add(new UidRange(next, uidNext - 1));
    }
    return UidRange.intersection(gaps, known);
  }

  /** Takes note of a new file name. */
  void rename(StoredMessage message, String info) {
    Flags flags = flags(info, message.flags().keywords());
    // Letters that are no flags change without any client seeing it.
    long modSeq = flags.equals(message.flags()) ? message.modSeq() : modSequence.next();
    message.flagged(info, flags, modSeq);
  }

  /** Takes note of a file name that differs in its base too. */
  void rebase(StoredMessage message, MaildirFileName name) {
    byBase.remove(message.base(), message);
    message.rebased(name.base());
    byBase.put(message.base(), message);
    rename(message, name.info());
  }

  /** The keywords in use. */
  SortedSet<String> keywords() {
    return Collections.unmodifiableSortedSet(keywords.navigableKeySet());
  }

  /** Keywords in the spelling in which they are in use. */
  SortedSet<String> spelled(Collection<String> words) {
    var spelled = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (String word : words) {
      Map.Entry<String, Integer> used = keywords.floorEntry(word);
      boolean isUsed = used != null && used.getKey().equalsIgnoreCase(word);
      spelled.add(isUsed ? used.getKey() : word);
    }
    return Collections.unmodifiableSortedSet(spelled);
  }

  /** Gives a message these keywords and no other ones. */
  void setKeywords(StoredMessage message, Collection<String> words) {
    Set<String> now = spelled(words);
    count(now, 1);
    count(message.flags().keywords(), -1);
    if (!now.equals(message.flags().keywords())) {
      message.flagged(message.info(), flags(message.info(), now), modSequence.next());
    }
  }

  /** The database that belongs to this view. */
  UidDb database() {
    return new UidDb(uidValidity, uidNext, byUid.stream().map(StoredMessage::entry).toList());
  }

  private void count(Set<String> words, int by) {
    for (String word : words) {
      keywords.merge(word, by, (count, more) -> count + more == 0 ? null : count + more);
    }
  }

  private Flags flags(String info, Set<String> words) {
    if (shared.size() >= MAX_SHARED) {
      shared.clear();
    }
    return shared.computeIfAbsent(
        new Marks(info, words), marks -> new Flags(MaildirFileName.flags(info), words));
  }
}

package dev.postroom.imap.maildir.view;

import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.uiddb.UidDb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
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
public final class FolderView {

  private final List<StoredMessage> byUid = new ArrayList<>();
  private final BaseTable byBase = new BaseTable();
  private final NameArena names = new NameArena();
  private final Marks.Pool marks = new Marks.Pool();

  /** The keywords in use, and by how many messages, each in the spelling that came first. */
  private final TreeMap<String, Integer> keywords = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private final ModSequence modSequence;
  private ExpungeLog expunged = new ExpungeLog();

  /** Messages of which the index does not tell what is known now, if it tells of any. */
  private Set<StoredMessage> unindexed = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean hasIndex;

  private long uidValidity;
  private long uidNext = 1;

  public FolderView(ModSequence modSequence) {
    this.modSequence = modSequence;
  }

  /** Takes over what an index told; the view is empty before. */
  public void restore(IndexedFolder indexed) {
    uidValidity = indexed.uidValidity();
    uidNext = indexed.uidNext();
    modSequence.restore(indexed.highestModSeq());
    expunged = indexed.expunged();
    hasIndex = true;
    byBase.reserve(indexed.messages().size());
    for (StoredMessage message : indexed.messages()) {
      byUid.add(message);
      byBase.put(message);
      count(message.flags().keywords(), 1);
    }
  }

  /** A new mod-sequence that is above this one too. */
  public long nextModSeq(long above) {
    modSequence.restore(above);
    return modSequence.next();
  }

  /**
   * Takes a new mod-sequence although nothing is known to have changed: something may have, of
   * which whoever knew it did not tell.
   */
  public void skipModSeq() {
    modSequence.next();
  }

  /** Takes the messages that changed in a way of which an index should tell, by ascending UID. */
  public List<StoredMessage> takeUnindexed() {
    if (!hasIndex) {
      allIndexed();
      return messages();
    }
    if (unindexed.isEmpty()) {
      return List.of();
    }
    List<StoredMessage> taken =
        unindexed.stream().sorted(Comparator.comparingLong(StoredMessage::uid)).toList();
    allIndexed();
    return taken;
  }

  /** Takes note that an index tells all that is known now. */
  public void allIndexed() {
    hasIndex = true;
    unindexed = Collections.newSetFromMap(new IdentityHashMap<>());
  }

  /** How many messages changed in a way of which an index should tell. */
  public int unindexed() {
    return hasIndex ? unindexed.size() : byUid.size();
  }

  private void outdateIndex(StoredMessage message) {
    if (hasIndex) {
      unindexed.add(message);
    }
  }

  /** Takes note that more is known of a message: a size, a date or a digest. */
  public void learned(StoredMessage message) {
    if (find(message.uid()).filter(message::equals).isPresent()) {
      outdateIndex(message);
    }
  }

  /** What was expunged, as far as it is remembered. */
  public ExpungeLog expunged() {
    return expunged;
  }

  /** What keeps the bases of its messages. */
  public NameArena names() {
    return names;
  }

  /** What keeps the marks of its messages, equal ones once. */
  public Marks.Pool marks() {
    return marks;
  }

  /** 0 until it is {@linkplain #adopt known}. */
  public long uidValidity() {
    return uidValidity;
  }

  /** The UID that the next message gets; never goes back. */
  public long uidNext() {
    return uidNext;
  }

  /** The mod-sequence of the last change. */
  public long highestModSeq() {
    return modSequence.highest();
  }

  /** Takes over what the database says. {@code uidNext} never goes back. */
  public void adopt(long uidValidity, long uidNext) {
    this.uidValidity = uidValidity;
    this.uidNext = Math.max(this.uidNext, uidNext);
  }

  /** All messages by ascending UID. */
  public List<StoredMessage> messages() {
    return Collections.unmodifiableList(byUid);
  }

  /** The highest UID there is; 0 in an empty folder. */
  public long lastUid() {
    return byUid.isEmpty() ? 0 : byUid.getLast().uid();
  }

  /** The message with a UID. */
  public Optional<StoredMessage> find(long uid) {
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

  /** The message whose file has this base. */
  public Optional<StoredMessage> find(String base) {
    return byBase.find(base);
  }

  /** Adds a message that has its UID, above all that there are. */
  public StoredMessage add(long uid, MaildirFileName name) {
    if (uid <= lastUid()) {
      throw new IllegalArgumentException("UID " + uid + " is not above " + lastUid());
    }
    byte[] base = name.base().getBytes(StandardCharsets.UTF_8);
    var message =
        new StoredMessage(
            uid,
            names.keep(base, 0, base.length),
            base.length,
            marks.of(name.info(), Set.of()),
            modSequence.next());
    byUid.add(message);
    byBase.put(message);
    outdateIndex(message);
    uidNext = Math.max(uidNext, uid + 1);
    return message;
  }

  /** Gives a new message the next UID. */
  public StoredMessage add(MaildirFileName name) {
    return add(uidNext, name);
  }

  /** Takes out messages, which must be there; each expunge gets a mod-sequence. */
  public void remove(Collection<StoredMessage> messages) {
    Set<StoredMessage> gone = Collections.newSetFromMap(new IdentityHashMap<>(messages.size()));
    gone.addAll(messages);
    byUid.removeIf(gone::contains);
    for (StoredMessage message : messages) {
      byBase.remove(message);
      unindexed.remove(message);
      count(message.flags().keywords(), -1);
      expunged.add(message.uid(), modSequence.next());
    }
  }

  /**
   * The UIDs, of those known, that are no message's and may have been expunged after a
   * mod-sequence.
   */
  public List<UidRange> vanishedSince(long modSeq, List<UidRange> known) {
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
  public void rename(StoredMessage message, String info) {
    Marks now = marks.of(info, message.flags().keywords());
    // Letters that are no flags change without any client seeing it.
    boolean isSeen = !now.flags().equals(message.flags());
    message.marked(now, isSeen ? modSequence.next() : message.modSeq());
    outdateIndex(message);
  }

  /** Takes note of a file name that differs in its base too. */
  public void rebase(StoredMessage message, MaildirFileName name) {
    byBase.remove(message);
    byte[] base = name.base().getBytes(StandardCharsets.UTF_8);
    message.rebased(names.keep(base, 0, base.length), base.length);
    byBase.put(message);
    rename(message, name.info());
  }

  /** The keywords in use. */
  public SortedSet<String> keywords() {
    return Collections.unmodifiableSortedSet(keywords.navigableKeySet());
  }

  /** Keywords in the spelling in which they are in use. */
  public SortedSet<String> spelled(Collection<String> words) {
    var spelled = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (String word : words) {
      Map.Entry<String, Integer> used = keywords.floorEntry(word);
      boolean isUsed = used != null && used.getKey().equalsIgnoreCase(word);
      spelled.add(isUsed ? used.getKey() : word);
    }
    return Collections.unmodifiableSortedSet(spelled);
  }

  /** Gives a message these keywords and no other ones. */
  public void setKeywords(StoredMessage message, Collection<String> words) {
    Set<String> now = spelled(words);
    count(now, 1);
    count(message.flags().keywords(), -1);
    if (!now.equals(message.flags().keywords())) {
      message.marked(marks.of(message.info(), now), modSequence.next());
      outdateIndex(message);
    }
  }

  /** The database that belongs to this view. */
  public UidDb database() {
    return new UidDb(uidValidity, uidNext, byUid.stream().map(StoredMessage::entry).toList());
  }

  private void count(Set<String> words, int by) {
    for (String word : words) {
      keywords.merge(word, by, (count, more) -> count + more == 0 ? null : count + more);
    }
  }
}

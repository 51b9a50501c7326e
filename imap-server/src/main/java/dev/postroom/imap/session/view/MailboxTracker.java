package dev.postroom.imap.session.view;

import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.command.SequenceSet;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.UidRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The messages as the client knows them. Sequence numbers are the client's: a message keeps its own
 * until the client was told EXPUNGE, however long it may be gone (RFC 3501 section 7.4.1).
 *
 * <p>Changes go in by {@link #apply}, what to tell the client comes out by {@link #updates}. Pure:
 * no I/O, no clock.
 */
public final class MailboxTracker {

  /** An untagged response that brings the client up to date. */
  sealed interface Update {
    /** By number for most clients, by UID for those with QRESYNC. */
    record Expunge(int sequence, long uid) implements Update {}

    record Exists(int count) implements Update {}

    record Recent(int count) implements Update {}

    /** FETCH with FLAGS. */
    record FlagsOf(int sequence) implements Update {}
  }

  private long[] uids;
  private Flags[] flags;
  private long[] modSeqs;
  private int count;
  private BitSet recent = new BitSet();
  private BitSet vanished = new BitSet();
  private BitSet flagged = new BitSet();

  /** UIDs of what a SEARCH has saved as {@code $}; UIDs, for they stay right under expunges. */
  private SequenceSet saved = SequenceSet.NONE;

  /** How many messages the client was told of; the ones behind them are news. */
  private int told;

  MailboxTracker(List<MessageState> messages) {
    uids = new long[messages.size()];
    flags = new Flags[messages.size()];
    modSeqs = new long[messages.size()];
    messages.forEach(this::add);
    told = count;
  }

  /** How many messages there are, those included that vanished without the client being told. */
  public int count() {
    return count;
  }

  int recentCount() {
    return recent.cardinality();
  }

  /** The UID of a message by its sequence number, from 1 to {@link #count}. */
  public long uid(int sequence) {
    return uids[sequence - 1];
  }

  /** The flags of a message as the client was told last. */
  public Flags flags(int sequence) {
    return flags[sequence - 1];
  }

  /** The mod-sequence of the last change that this session was told of (RFC 7162). */
  public long modSeq(int sequence) {
    return modSeqs[sequence - 1];
  }

  /** Whether a message is recent to this session. */
  public boolean isRecent(int sequence) {
    return recent.get(sequence - 1);
  }

  /** Whether the message is gone, though the client has not been told. */
  public boolean hasVanished(int sequence) {
    return vanished.get(sequence - 1);
  }

  /** Whether messages are gone of which the client has not been told. */
  boolean owesExpunges() {
    return !vanished.isEmpty();
  }

  /** The largest UID the client can mean by {@code *}; 0 when there is no message. */
  public long largestUid() {
    return count == 0 ? 0 : uids[count - 1];
  }

  /** The first message that is not seen, or 0; for the UNSEEN code of SELECT. */
  int firstUnseen() {
    return IntStream.range(0, count)
        .filter(i -> !flags[i].has(Flags.SystemFlag.SEEN))
        .map(i -> i + 1)
        .findFirst()
        .orElse(0);
  }

  /**
   * The sequence numbers of messages with these UIDs, ascending; UIDs of no message are no error.
   */
  public int[] sequencesOfUids(SequenceSet set) {
    if (count == 0) {
      return new int[0];
    }
    return set.withSaved(saved).resolve(largestUid()).ranges().stream()
        .flatMapToInt(
            range -> {
              int from = lowerBound(range.first());
              int to = lowerBound(range.last() + 1);
              return IntStream.range(from, Math.max(from, to)).map(i -> i + 1);
            })
        .toArray();
  }

  /**
   * The sequence numbers of a set, ascending.
   *
   * @throws CommandRefusedException when a number is no message's; {@code *} and ranges up to it
   *     mean no message in an empty mailbox, for many clients ask for {@code 1:*} unseen
   */
  public int[] sequences(SequenceSet set) throws CommandRefusedException {
    for (SequenceSet.Range range : set.ranges()) {
      boolean open = range.first() == SequenceSet.STAR || range.last() == SequenceSet.STAR;
      if (open && count == 0) {
        continue;
      }
      long largest = Math.max(written(range.first()), written(range.last()));
      if (largest > count) {
        throw CommandRefusedException.bad("Invalid message sequence number: " + largest);
      }
    }
    if (count == 0) {
      return new int[0];
    }
    IntStream written =
        set.resolve(count).ranges().stream()
            .flatMapToInt(range -> IntStream.rangeClosed((int) range.first(), (int) range.last()));
    return set.saved()
        ? IntStream.concat(written, Arrays.stream(sequencesOfUids(saved)))
            .sorted()
            .distinct()
            .toArray()
        : written.toArray();
  }

  /** What of a range of UIDs belongs to no message that the client counts. */
  List<UidRange> withoutCounted(UidRange range) {
    var free = new ArrayList<UidRange>();
    long first = range.first();
    for (int i = lowerBound(first); i < count && uids[i] <= range.last(); i++) {
      if (uids[i] > first) {
        free.add(new UidRange(first, uids[i] - 1));
      }
      first = uids[i] + 1;
    }
    if (first <= range.last()) {
      free.add(new UidRange(first, range.last()));
    }
    return free;
  }

  /** The UIDs that {@code $} stands for (RFC 5182); some may be gone. */
  public SequenceSet saved() {
    return saved;
  }

  /** From now on {@code $} stands for these messages. */
  public void save(BitSet sequences) {
    var runs = new ArrayList<SequenceSet.Range>();
    for (int first = sequences.nextSetBit(1); first > 0; ) {
      int behind = sequences.nextClearBit(first);
      runs.add(new SequenceSet.Range(uid(first), uid(behind - 1)));
      first = sequences.nextSetBit(behind);
    }
    saved = new SequenceSet(runs);
  }

  private static long written(long number) {
    return number == SequenceSet.STAR ? 0 : number;
  }

  /** Takes in what happened to the mailbox. */
  void apply(MailboxChange change) {
    switch (change) {
      case MailboxChange.Arrived arrived -> arrived.messages().forEach(this::add);
      case MailboxChange.Vanished gone -> gone.uids().forEach(uid -> mark(uid, vanished));
      case MailboxChange.Flagged changed -> {
        int index = indexOf(changed.uid());
        // What this session has stored since is newer.
        if (index >= 0 && changed.modSeq() >= modSeqs[index]) {
          flagged.set(index, flagged.get(index) || !flags[index].equals(changed.flags()));
          flags[index] = changed.flags();
          modSeqs[index] = changed.modSeq();
        }
      }
    }
  }

  /** Takes note of flags that this session set; the client is told otherwise or not at all. */
  void stored(MessageState now) {
    int index = indexOf(now.uid());
    if (index >= 0) {
      flags[index] = now.flags();
      modSeqs[index] = now.modSeq();
      flagged.clear(index);
    }
  }

  /**
   * What the client must be told now; it then counts as told. Expunges go first, one by one in
   * ascending order, each numbered as the ones before it leave it.
   *
   * @param expungeAllowed false while a command runs whose numbers must not shift (FETCH, STORE and
   *     SEARCH); what vanished then waits
   */
  List<Update> updates(boolean expungeAllowed) {
    var updates = new ArrayList<Update>();
    if (expungeAllowed && !vanished.isEmpty()) {
      expunge(updates);
    }
    if (count > told) {
      told = count;
      updates.add(new Update.Exists(count));
      updates.add(new Update.Recent(recentCount()));
    }
    flagged.stream()
        .filter(index -> !vanished.get(index))
        .forEach(index -> updates.add(new Update.FlagsOf(index + 1)));
    flagged.clear();
    return updates;
  }

  private void expunge(List<Update> updates) {
    var recentLeft = new BitSet();
    var flaggedLeft = new BitSet();
    int left = 0;
    for (int i = 0; i < count; i++) {
      if (vanished.get(i)) {
        if (i < told) {
          updates.add(new Update.Expunge(left + 1, uids[i]));
        }
        continue;
      }
      uids[left] = uids[i];
      flags[left] = flags[i];
      modSeqs[left] = modSeqs[i];
      recentLeft.set(left, recent.get(i));
      flaggedLeft.set(left, flagged.get(i));
      left++;
    }
    Arrays.fill(flags, left, count, null);
    count = left;
    told -= updates.size();
    recent = recentLeft;
    flagged = flaggedLeft;
    vanished = new BitSet();
  }

  private void add(MessageState message) {
    if (count > 0 && message.uid() <= uids[count - 1]) {
      throw new IllegalArgumentException(
          "UID " + message.uid() + " came after " + uids[count - 1] + ", but UIDs ascend");
    }
    if (count == uids.length) {
      int capacity = Math.max(16, count + (count >> 1));
      uids = Arrays.copyOf(uids, capacity);
      flags = Arrays.copyOf(flags, capacity);
      modSeqs = Arrays.copyOf(modSeqs, capacity);
    }
    uids[count] = message.uid();
    flags[count] = message.flags();
    modSeqs[count] = message.modSeq();
    recent.set(count, message.recent());
    count++;
  }

  private void mark(long uid, BitSet marks) {
    int index = indexOf(uid);
    if (index >= 0) {
      marks.set(index);
    }
  }

  private int indexOf(long uid) {
    return Arrays.binarySearch(uids, 0, count, uid);
  }

  /** The index of the first message whose UID is at least {@code uid}. */
  private int lowerBound(long uid) {
    int index = indexOf(uid);
    return index >= 0 ? index : -index - 1;
  }
}

package dev.postroom.imap.maildir.view;

import dev.postroom.imap.mailbox.UidRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The UIDs that were expunged last, and when, for clients that come back (QRESYNC, RFC 7162). When
 * it is full the oldest are forgotten; what was expunged before it {@linkplain #since reaches back}
 * is not known.
 */
public final class ExpungeLog {

  /** So many expunged messages are remembered. */
  public static final int MAX_ENTRIES = 50_000;

  /** By ascending mod-sequence. */
  private final ArrayDeque<Expunged> entries = new ArrayDeque<>();

  private long since = Long.MAX_VALUE;
  private long added;

  /**
   * An expunged message.
   *
   * @param uid its UID
   * @param modSeq of its expunge
   */
  public record Expunged(long uid, long modSeq) {}

  /** Every expunge with a mod-sequence above this one is known. */
  public long since() {
    return since;
  }

  /** From now on every expunge is known whose mod-sequence is above this one. */
  public void begin(long since) {
    this.since = since;
  }

  /**
   * Takes note of an expunge, later than all before; the oldest is forgotten when there are too
   * many.
   */
  public void add(long uid, long modSeq) {
    if (entries.size() == MAX_ENTRIES) {
      since = entries.removeFirst().modSeq;
    }
    entries.addLast(new Expunged(uid, modSeq));
    added++;
  }

  /** How many were ever added. */
  public long added() {
    return added;
  }

  /** The last ones that were added, the oldest first, and not more than there are. */
  public List<Expunged> last(long count) {
    return entries.stream().skip(Math.max(0, entries.size() - count)).toList();
  }

  /** What was expunged after a mod-sequence at or above {@link #since}, of these UIDs. */
  List<UidRange> expungedSince(long modSeq, List<UidRange> known) {
    var uids = new ArrayList<UidRange>();
    var newestFirst = entries.descendingIterator();
    while (newestFirst.hasNext()) {
      Expunged expunged = newestFirst.next();
      if (expunged.modSeq <= modSeq) {
        break;
      }
      uids.add(new UidRange(expunged.uid, expunged.uid));
    }
    return UidRange.intersection(UidRange.union(uids), known);
  }
}

package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.UidRange;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The UIDs that were expunged last, and when, for clients that come back (QRESYNC, RFC 7162). When
 * it is full the oldest are forgotten; what was expunged before it {@linkplain #since reaches back}
 * is not known.
 */
final class ExpungeLog {

  /** So many expunged messages are remembered. */
  static final int MAX_ENTRIES = 50_000;

  private final ArrayDeque<Expunged> entries = new ArrayDeque<>();
  private long since;

  private record Expunged(long uid, long modSeq) {}

  /**
   * A log that knows of nothing yet.
   *
   * @param since all that is expunged from now on has a mod-sequence above this one
   */
  ExpungeLog(long since) {
    this.since = since;
  }

  /** Every expunge with a mod-sequence above this one is known. */
  long since() {
    return since;
  }

  void add(long uid, long modSeq) {
    if (entries.size() == MAX_ENTRIES) {
      since = entries.removeFirst().modSeq;
    }
    entries.addLast(new Expunged(uid, modSeq));
  }

  /** What was expunged after a mod-sequence at or above {@link #since}, of these UIDs. */
  List<UidRange> expungedSince(long modSeq, List<UidRange> known) {
    var uids = new ArrayList<Long>();
    var newestFirst = entries.descendingIterator();
    while (newestFirst.hasNext()) {
      Expunged expunged = newestFirst.next();
      if (expunged.modSeq <= modSeq) {
        break;
      }
      if (known.stream().anyMatch(range -> range.contains(expunged.uid))) {
        uids.add(expunged.uid);
      }
    }
    return UidRange.union(uids.stream().map(uid -> new UidRange(uid, uid)).toList());
  }
}

package dev.postroom.imap.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A {@code sequence-set} (RFC 3501 section 9): sequence numbers or UIDs, as they were written.
 *
 * @param ranges in the order of the command
 * @param saved whether the messages that a SEARCH has saved are meant too: {@code $} (RFC 5182)
 */
public record SequenceSet(List<Range> ranges, boolean saved) {

  /** No message. */
  public static final SequenceSet NONE = new SequenceSet(List.of());

  /** Stands for {@code *}, the largest number in use. */
  public static final long STAR = Long.MAX_VALUE;

  /** From {@code first} to {@code last}, both included; as written, so {@code 7:3} is possible. */
  public record Range(long first, long last) {

    boolean contains(long number) {
      return first <= number && number <= last;
    }

    private Range resolve(long largest) {
      long a = first == STAR ? largest : first;
      long b = last == STAR ? largest : last;
      return a <= b ? new Range(a, b) : new Range(b, a);
    }
  }

  public SequenceSet {
    ranges = List.copyOf(ranges);
  }

  public SequenceSet(List<Range> ranges) {
    this(ranges, false);
  }

  /**
   * The same numbers for a mailbox whose largest is {@code largest}: ascending, no overlaps. What
   * {@code $} stands for is not among them.
   */
  public SequenceSet resolve(long largest) {
    List<Range> sorted =
        ranges.stream()
            .map(range -> range.resolve(largest))
            .sorted(Comparator.comparingLong(Range::first))
            .toList();
    var merged = new ArrayList<Range>(sorted.size());
    for (Range range : sorted) {
      Range before = merged.isEmpty() ? null : merged.getLast();
      if (before != null && range.first() <= before.last() + 1) {
        merged.set(
            merged.size() - 1, new Range(before.first(), Math.max(before.last(), range.last())));
      } else {
        merged.add(range);
      }
    }
    return new SequenceSet(merged);
  }

  /** These numbers, and those that {@code $} stands for if it is here. */
  public SequenceSet withSaved(SequenceSet savedNumbers) {
    if (!saved) {
      return this;
    }
    var all = new ArrayList<>(ranges);
    all.addAll(savedNumbers.ranges);
    return new SequenceSet(all);
  }

  /** Whether a resolved set has this number. */
  public boolean contains(long number) {
    int low = 0;
    int high = ranges.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Range range = ranges.get(middle);
      if (range.contains(number)) {
        return true;
      }
      if (number < range.first()) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return false;
  }
}

package dev.postroom.imap.mailbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * UIDs from one to another, both included.
 *
 * @param first at least 1
 * @param last not below {@code first}
 */
public record UidRange(long first, long last) {

  public UidRange {
    if (first < 1 || last < first) {
      throw new IllegalArgumentException("no range of UIDs: " + first + ":" + last);
    }
  }

  public boolean contains(long uid) {
    return first <= uid && uid <= last;
  }

  /**
   * The UIDs that are in both.
   *
   * @param ascending ranges that neither overlap nor descend
   * @param others ranges in any order
   * @return ranges that neither overlap nor descend
   */
  public static List<UidRange> intersection(List<UidRange> ascending, List<UidRange> others) {
    List<UidRange> merged = union(others);
    var both = new ArrayList<UidRange>();
    int at = 0;
    for (UidRange range : ascending) {
      while (at < merged.size() && merged.get(at).last < range.first) {
        at++;
      }
      for (int i = at; i < merged.size() && merged.get(i).first <= range.last; i++) {
        UidRange other = merged.get(i);
        both.add(
            new UidRange(Math.max(range.first, other.first), Math.min(range.last, other.last)));
      }
    }
    return both;
  }

  /** The same UIDs as ranges that ascend with a gap between each and the next. */
  public static List<UidRange> union(List<UidRange> ranges) {
    var merged = new ArrayList<UidRange>();
    for (UidRange range :
        ranges.stream().sorted(Comparator.comparingLong(UidRange::first)).toList()) {
      if (!merged.isEmpty() && range.first <= merged.getLast().last + 1) {
        UidRange before = merged.removeLast();
        merged.add(new UidRange(before.first, Math.max(before.last, range.last)));
      } else {
        merged.add(range);
      }
    }
    return merged;
  }
}

package dev.postroom.imap.session.view;

import java.util.List;

/** UIDs as a {@code uid-set} of UIDPLUS (RFC 4315 section 4), in their given order. */
public final class UidRanges {

  private UidRanges() {}

  /** Runs of successive UIDs become ranges; {@code uids} is not empty. */
  public static String of(List<Long> uids) {
    var set = new StringBuilder();
    int i = 0;
    while (i < uids.size()) {
      int end = i;
      while (end + 1 < uids.size() && uids.get(end + 1) == uids.get(end) + 1) {
        end++;
      }
      set.append(set.isEmpty() ? "" : ",").append(uids.get(i));
      if (end > i) {
        set.append(':').append(uids.get(end));
      }
      i = end + 1;
    }
    return set.toString();
  }
}

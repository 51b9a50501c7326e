package dev.postroom.imap.session.selected;

import dev.postroom.imap.command.SearchReturn;
import dev.postroom.imap.search.ThreadNode;
import dev.postroom.imap.session.view.MailboxTracker;
import dev.postroom.imap.session.view.UidRanges;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Writes what was found, by sequence numbers or by UIDs. */
final class SearchResponses {

  private final ResponseEncoder out;
  private final MailboxTracker tracker;

  SearchResponses(ResponseEncoder out, MailboxTracker tracker) {
    this.out = out;
    this.tracker = tracker;
  }

  /**
   * {@code * SEARCH 2 3 6 (MODSEQ 917162500)}.
   *
   * @param name SEARCH or SORT
   * @param withModSeq whether to tell the highest mod-sequence of what was found (RFC 7162)
   */
  void list(String name, int[] found, boolean uid, boolean withModSeq) throws IOException {
    out.raw("* ").raw(name);
    for (int sequence : found) {
      out.sp().number(number(sequence, uid));
    }
    if (withModSeq && found.length > 0) {
      out.raw(" (MODSEQ ").number(highestModSeq(found)).raw(")");
    }
    out.crlf();
  }

  private long highestModSeq(int[] found) {
    return Arrays.stream(found).mapToLong(tracker::modSeq).max().orElse(0);
  }

  /**
   * {@code * ESEARCH (TAG "a") UID COUNT 5 ALL 4:19,21,28} (RFC 4731 section 3.1); nothing where
   * the result is only to be saved (RFC 5182 section 2.1). What no message stands for is left out.
   *
   * @param found sequence numbers in the order in which one is the first and one the last
   */
  void extended(String tag, int[] found, Set<SearchReturn> returns, boolean uid, boolean withModSeq)
      throws IOException {
    if (returns.equals(Set.of(SearchReturn.SAVE))) {
      return;
    }
    out.raw("* ESEARCH (TAG ").string(tag).raw(")").raw(uid ? " UID" : "");
    if (found.length > 0) {
      if (returns.contains(SearchReturn.MIN)) {
        out.raw(" MIN ").number(number(found[0], uid));
      }
      if (returns.contains(SearchReturn.MAX)) {
        out.raw(" MAX ").number(number(found[found.length - 1], uid));
      }
    }
    if (returns.contains(SearchReturn.COUNT)) {
      out.raw(" COUNT ").number(found.length);
    }
    if (returns.contains(SearchReturn.ALL) && found.length > 0) {
      List<Long> numbers = Arrays.stream(found).mapToObj(n -> number(n, uid)).toList();
      out.raw(" ALL ").raw(UidRanges.of(numbers));
    }
    if (withModSeq && found.length > 0) {
      out.raw(" MODSEQ ").number(highestModSeq(found));
    }
    out.crlf();
  }

  /** {@code * THREAD (2)(3 6 (4 23)(44 7 96))}; written without recursion, however deep it is. */
  void threads(List<ThreadNode> threads, boolean uid) throws IOException {
    out.raw("* THREAD");
    Deque<Open> open = new ArrayDeque<>();
    pushAll(threads, open);
    if (!open.isEmpty()) {
      out.sp();
    }
    while (!open.isEmpty()) {
      switch (open.pop()) {
        case Open.End _ -> out.raw(")");
        case Open.Begin(ThreadNode node) -> {
          out.raw("(");
          open.push(new Open.End());
          pushAll(chain(node, uid), open);
        }
      }
    }
    out.crlf();
  }

  /** What of the threads is still to be written. */
  private sealed interface Open {

    /** A thread-list that this message begins. */
    record Begin(ThreadNode node) implements Open {}

    /** The end of a thread-list. */
    record End() implements Open {}
  }

  /** Writes messages one below the other as far as there is one each; returns those that fork. */
  private List<ThreadNode> chain(ThreadNode top, boolean uid) throws IOException {
    ThreadNode node = top;
    while (true) {
      if (!node.isDummy()) {
        out.number(number(node.sequence(), uid));
      }
      if (node.children().isEmpty()) {
        return List.of();
      }
      if (!node.isDummy()) {
        out.sp();
      }
      if (node.children().size() > 1) {
        return node.children();
      }
      node = node.children().getFirst();
    }
  }

  private static void pushAll(List<ThreadNode> nodes, Deque<Open> open) {
    for (ThreadNode node : nodes.reversed()) {
      open.push(new Open.Begin(node));
    }
  }

  private long number(int sequence, boolean uid) {
    return uid ? tracker.uid(sequence) : sequence;
  }
}

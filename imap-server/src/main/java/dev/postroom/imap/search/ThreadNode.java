package dev.postroom.imap.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A message in a thread, or a place for one that is not there. */
public final class ThreadNode {

  /** Who was sent first goes first; at the same time, who has the smaller sequence number. */
  static final Comparator<ThreadNode> BY_SENT_DATE =
      Comparator.comparingLong((ThreadNode node) -> node.dated().sentDate)
          .thenComparingInt(node -> node.dated().sequence);

  private int sequence;
  private long sentDate;
  private String subject = "";
  private boolean replyOrForward;
  private List<ThreadNode> children = List.of();

  /** A place for a message. */
  ThreadNode() {}

  /** A message. */
  ThreadNode(ThreadedMessage message) {
    is(message);
  }

  /** The message's sequence number; 0 for a message that is not there. */
  public int sequence() {
    return sequence;
  }

  public boolean isDummy() {
    return sequence == 0;
  }

  /** The messages below it, by date. */
  public List<ThreadNode> children() {
    return children;
  }

  /** Gives a message its place. */
  void is(ThreadedMessage message) {
    sequence = message.sequence();
    sentDate = message.sentDate();
    subject = message.subject();
    replyOrForward = message.replyOrForward();
  }

  /** The base subject of the thread that begins here, as it is compared. */
  String subject() {
    return dated().subject;
  }

  boolean isReplyOrForward() {
    return dated().replyOrForward;
  }

  void add(ThreadNode child) {
    if (children.isEmpty()) {
      children = new ArrayList<>(2);
    }
    children.add(child);
  }

  void addAll(List<ThreadNode> others) {
    others.forEach(this::add);
  }

  void sortChildren() {
    if (children.size() > 1) {
      children.sort(BY_SENT_DATE);
    }
  }

  /** The message whose date and subject count: for a dummy its first child. */
  private ThreadNode dated() {
    return isDummy() ? children.getFirst() : this;
  }
}

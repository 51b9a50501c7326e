package dev.postroom.imap.search;

import java.util.List;

/** Threads as text, simple enough to be trusted; iterates along a line of only children. */
final class ThreadText {

  private ThreadText() {}

  static String of(List<ThreadNode> threads) {
    var text = new StringBuilder();
    threads.forEach(thread -> append(thread, text));
    return text.toString();
  }

  private static void append(ThreadNode top, StringBuilder text) {
    text.append('(');
    ThreadNode node = top;
    String separator = "";
    while (true) {
      if (!node.isDummy()) {
        text.append(separator).append(node.sequence());
        separator = " ";
      }
      if (node.children().size() != 1) {
        break;
      }
      node = node.children().getFirst();
    }
    if (!node.children().isEmpty()) {
      text.append(separator);
      node.children().forEach(child -> append(child, text));
    }
    text.append(')');
  }
}

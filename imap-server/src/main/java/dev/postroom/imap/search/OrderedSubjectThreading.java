package dev.postroom.imap.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * THREAD=ORDEREDSUBJECT: messages of one base subject are a thread, in which all later ones are
 * children of the first (RFC 5256 section 3).
 */
final class OrderedSubjectThreading implements Threading {

  private final Map<String, List<ThreadNode>> bySubject = new LinkedHashMap<>();

  @Override
  public void add(ThreadedMessage message) {
    bySubject
        .computeIfAbsent(message.subject(), subject -> new ArrayList<>(1))
        .add(new ThreadNode(message));
  }

  @Override
  public List<ThreadNode> threads() {
    var threads = new ArrayList<ThreadNode>(bySubject.size());
    for (List<ThreadNode> messages : bySubject.values()) {
      messages.sort(ThreadNode.BY_SENT_DATE);
      ThreadNode first = messages.getFirst();
      first.addAll(messages.subList(1, messages.size()));
      threads.add(first);
    }
    threads.sort(ThreadNode.BY_SENT_DATE);
    return threads;
  }
}

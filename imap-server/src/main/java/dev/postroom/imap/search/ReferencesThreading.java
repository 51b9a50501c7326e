package dev.postroom.imap.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * THREAD=REFERENCES (RFC 5256 section 3). Threads are built by {@link ReferenceLinks}; here those
 * of the same subject are put together and all is sorted. No step recurses, however deep a thread
 * is.
 */
final class ReferencesThreading implements Threading {

  private final ReferenceLinks links = new ReferenceLinks();

  @Override
  public void add(ThreadedMessage message) {
    links.add(message);
  }

  @Override
  public List<ThreadNode> threads() {
    List<ThreadNode> roots = links.roots();
    // Step 4; the first child of a dummy is the first by date.
    roots.forEach(ThreadNode::sortChildren);
    roots.sort(ThreadNode.BY_SENT_DATE);
    List<ThreadNode> gathered = gather(roots);
    // Step 6.
    gathered.forEach(ReferencesThreading::sortAll);
    gathered.sort(ThreadNode.BY_SENT_DATE);
    return gathered;
  }

  /** Sorts each set of siblings in a thread. */
  private static void sortAll(ThreadNode root) {
    var waiting = new ArrayList<ThreadNode>();
    waiting.add(root);
    while (!waiting.isEmpty()) {
      ThreadNode node = waiting.removeLast();
      node.sortChildren();
      waiting.addAll(node.children());
    }
  }

  /** Step 5: puts threads of the same subject together. */
  private static List<ThreadNode> gather(List<ThreadNode> roots) {
    Map<String, ThreadNode> table = subjectTable(roots);
    var merged = new HashSet<ThreadNode>();
    var made = new ArrayList<ThreadNode>();
    for (ThreadNode current : roots) {
      String subject = current.subject();
      ThreadNode known = table.get(subject);
      if (known == null || known == current) {
        continue;
      }
      if (current.isDummy() && known.isDummy()) {
        known.addAll(current.children());
      } else if (known.isDummy() || current.isReplyOrForward() && !known.isReplyOrForward()) {
        known.add(current);
      } else {
        var both = new ThreadNode();
        both.add(known);
        both.add(current);
        merged.add(known);
        made.add(both);
        table.put(subject, both);
      }
      merged.add(current);
    }
    return remaining(roots, made, merged);
  }

  private static List<ThreadNode> remaining(
      List<ThreadNode> roots, List<ThreadNode> made, Set<ThreadNode> merged) {
    var left = new ArrayList<ThreadNode>(roots.size());
    roots.stream().filter(root -> !merged.contains(root)).forEach(left::add);
    left.addAll(made);
    return left;
  }

  /** Steps 5.A and 5.B: of each subject the thread to which the others are added. */
  private static Map<String, ThreadNode> subjectTable(List<ThreadNode> roots) {
    var table = new HashMap<String, ThreadNode>();
    for (ThreadNode current : roots) {
      String subject = current.subject();
      if (subject.isEmpty()) {
        continue;
      }
      table.merge(
          subject,
          current,
          (known, other) ->
              !known.isDummy()
                      && (other.isDummy() || known.isReplyOrForward() && !other.isReplyOrForward())
                  ? other
                  : known);
    }
    return table;
  }
}

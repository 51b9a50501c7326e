package dev.postroom.imap.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps 1 to 3 of THREAD=REFERENCES (RFC 5256 section 3): who answers whom, by Message-IDs alone.
 *
 * <p>Only the link from child to parent is kept while links still change; children are gathered at
 * the end. So that a long correspondence does not cost the square of its length, messages remember
 * which of them may hang together: only between those can a link close a loop.
 */
final class ReferenceLinks {

  private final Map<String, Place> places = new HashMap<>();
  private final List<Place> messages = new ArrayList<>();

  /** Where a Message-ID stands, with or without its message. */
  private static final class Place {
    final ThreadNode node = new ThreadNode();
    Place parent;

    /** Leads to the representative of all that were ever linked with this. */
    Place kin = this;
  }

  /** Step 1 for one message. */
  void add(ThreadedMessage message) {
    Place last = null;
    for (String reference : message.references()) {
      Place next = places.computeIfAbsent(reference, id -> new Place());
      if (last != null && next.parent == null) {
        link(last, next);
      }
      last = next;
    }
    Place place = place(message);
    place.node.is(message);
    messages.add(place);
    if (place.parent != last) {
      place.parent = null;
      if (last != null) {
        link(last, place);
      }
    }
  }

  /** Of several messages with one Message-ID the first has it, the others have none. */
  private Place place(ThreadedMessage message) {
    if (message.messageId().isEmpty()) {
      return new Place();
    }
    Place known = places.computeIfAbsent(message.messageId().get(), id -> new Place());
    return known.node.isDummy() ? known : new Place();
  }

  /** Makes {@code child} a child of {@code parent}, unless it is one of its ancestors. */
  private static void link(Place parent, Place child) {
    Place parentKin = kin(parent);
    Place childKin = kin(child);
    if (parentKin == childKin) {
      for (Place above = parent; above != null; above = above.parent) {
        if (above == child) {
          return;
        }
      }
    }
    childKin.kin = parentKin;
    child.parent = parent;
  }

  private static Place kin(Place place) {
    Place kin = place;
    while (kin.kin != kin) {
      kin.kin = kin.kin.kin;
      kin = kin.kin;
    }
    return kin;
  }

  /**
   * Steps 2 and 3: the messages without a parent. A dummy is among them only where it holds
   * together several that have no other parent.
   */
  List<ThreadNode> roots() {
    var tops = new ArrayList<ThreadNode>();
    for (Place message : messages) {
      Place parent = remainingParent(message);
      if (parent == null) {
        tops.add(message.node);
      } else {
        if (parent.node.isDummy() && parent.node.children().isEmpty()) {
          tops.add(parent.node);
        }
        parent.node.add(message.node);
      }
    }
    tops.replaceAll(
        top -> top.isDummy() && top.children().size() == 1 ? top.children().getFirst() : top);
    return tops;
  }

  /** The nearest ancestor that is a message, or else the topmost one, or null. */
  private static Place remainingParent(Place message) {
    Place reached = message.parent;
    while (reached != null && reached.node.isDummy() && reached.parent != null) {
      reached = reached.parent;
    }
    // The dummies in between are pruned: whoever comes this way later need not pass them again.
    for (Place passed = message.parent; passed != null && passed != reached; ) {
      Place next = passed.parent;
      passed.parent = reached;
      passed = next;
    }
    return reached;
  }
}

package dev.postroom.imap.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server has answered, and what it must have after a crash. Each message has an id in its
 * header; copies share it. Only one session works on the messages of an id, and has one command
 * under way at most, so that what is unclear after a crash is what was not answered.
 */
final class CrashLedger {

  /** Where a message is. */
  record Place(String mailbox, long uid) {}

  /** A message and its flags. */
  record Message(String id, Set<String> flags) {
    Message {
      flags = Set.copyOf(flags);
    }
  }

  /** A command that was sent and is not answered. */
  sealed interface Pending {

    /** One message, or none, with this id is new in the mailbox. */
    record Append(String id, String mailbox) implements Pending {}

    record Copy(List<Place> sources, String destination) implements Pending {}

    record Move(List<Place> sources, String destination) implements Pending {}

    record Store(List<Place> messages) implements Pending {}

    record Expunge(List<Place> messages) implements Pending {}
  }

  private final Map<Place, Message> present = new HashMap<>();
  private final Set<Place> gone = new HashSet<>();
  private final Map<Place, String> ever = new HashMap<>();
  private final Map<Integer, Pending> pending = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private int answered;

  /** How many commands were answered. */
  synchronized int answered() {
    return answered;
  }

  /** The messages of a session in a mailbox. */
  synchronized List<Place> messages(int session, String mailbox) {
    return present.entrySet().stream()
        .filter(entry -> entry.getKey().mailbox().equals(mailbox))
        .filter(entry -> entry.getValue().id().startsWith(session + "-"))
        .map(Map.Entry::getKey)
        .toList();
  }

  synchronized void sent(int session, Pending command) {
    pending.put(session, command);
  }

  synchronized void appended(int session, String mailbox, long uid, Set<String> flags) {
    var append = (Pending.Append) answered(session);
    arrived(new Place(mailbox, uid), new Message(append.id(), flags));
  }

  synchronized void copied(int session, List<Long> uids) {
    var copy = (Pending.Copy) answered(session);
    for (int i = 0; i < copy.sources().size(); i++) {
      arrived(new Place(copy.destination(), uids.get(i)), present.get(copy.sources().get(i)));
    }
  }

  synchronized void moved(int session, List<Long> uids) {
    var move = (Pending.Move) answered(session);
    for (int i = 0; i < move.sources().size(); i++) {
      Place source = move.sources().get(i);
      arrived(new Place(move.destination(), uids.get(i)), present.get(source));
      went(source);
    }
  }

  synchronized void stored(int session, Set<String> flags) {
    var store = (Pending.Store) answered(session);
    store.messages().forEach(p -> present.put(p, new Message(present.get(p).id(), flags)));
  }

  synchronized void expunged(int session) {
    ((Pending.Expunge) answered(session)).messages().forEach(this::went);
  }

  synchronized void problem(String text) {
    problems.add(text);
  }

  /** What is wrong with what a server has after a crash; empty when nothing is. */
  synchronized List<String> problems(Map<Place, Message> found) {
    var maybeGone = new HashSet<Place>();
    var maybeFlagged = new HashSet<Place>();
    for (Pending command : pending.values()) {
      switch (command) {
        case Pending.Append _, Pending.Copy _ -> {}
        case Pending.Move move -> maybeGone.addAll(move.sources());
        case Pending.Expunge expunge -> maybeGone.addAll(expunge.messages());
        case Pending.Store store -> maybeFlagged.addAll(store.messages());
      }
    }
    present.forEach(
        (place, message) -> {
          Message there = found.get(place);
          if (there == null) {
            if (!maybeGone.contains(place)) {
              problems.add(place + " is lost: " + message);
            }
          } else if (!there.id().equals(message.id())) {
            problems.add(place + " is " + there + ", and was " + message);
          } else if (!there.flags().equals(message.flags()) && !maybeFlagged.contains(place)) {
            problems.add(place + " has " + there + ", and was answered " + message);
          }
        });
    gone.stream()
        .filter(found::containsKey)
        .forEach(place -> problems.add(place + " is there again: " + found.get(place)));
    found.forEach(
        (place, message) -> {
          String before = ever.putIfAbsent(place, message.id());
          if (before != null && !before.equals(message.id())) {
            problems.add(place + " was " + before + ", its UID is used again for " + message);
          }
        });
    explain(found);
    return List.copyOf(problems);
  }

  /** Goes on from what the server has, every command being over. */
  synchronized void adopt(Map<Place, Message> found) {
    present.keySet().stream().filter(place -> !found.containsKey(place)).forEach(gone::add);
    present.clear();
    present.putAll(found);
    pending.clear();
  }

  /** Looks for an unanswered command behind every message of which nothing was told. */
  private void explain(Map<Place, Message> found) {
    var extra = new HashMap<Place, String>();
    found.forEach(
        (place, message) -> {
          if (!present.containsKey(place) && !gone.contains(place)) {
            extra.put(place, message.id());
          }
        });
    for (Pending command : pending.values()) {
      switch (command) {
        case Pending.Append append -> take(extra, append.mailbox(), append.id(), 1);
        case Pending.Copy copy ->
            ids(copy.sources()).forEach((id, n) -> take(extra, copy.destination(), id, n));
        case Pending.Move move ->
            ids(move.sources())
                .forEach(
                    (id, n) -> {
                      long left =
                          move.sources().stream()
                              .filter(p -> present.get(p).id().equals(id) && found.containsKey(p))
                              .count();
                      int arrived = take(extra, move.destination(), id, n);
                      if (left + arrived != n) {
                        problems.add(
                            "of %d %s in %s %d stayed and %d arrived"
                                .formatted(n, id, move, left, arrived));
                      }
                    });
        case Pending.Store _, Pending.Expunge _ -> {}
      }
    }
    extra.forEach((place, id) -> problems.add(place + " is there, nobody knows why: " + id));
  }

  private Map<String, Integer> ids(Collection<Place> places) {
    var ids = new HashMap<String, Integer>();
    places.forEach(place -> ids.merge(present.get(place).id(), 1, Integer::sum));
    return ids;
  }

  private static int take(Map<Place, String> extra, String mailbox, String id, int most) {
    int taken = 0;
    for (Place place : List.copyOf(extra.keySet())) {
      if (taken < most && place.mailbox().equals(mailbox) && extra.get(place).equals(id)) {
        extra.remove(place);
        taken++;
      }
    }
    return taken;
  }

  private Pending answered(int session) {
    answered++;
    return pending.remove(session);
  }

  private void arrived(Place place, Message message) {
    String before = ever.putIfAbsent(place, message.id());
    if (before != null) {
      problems.add(place + " was " + before + ", its UID is given again to " + message);
    }
    present.put(place, message);
  }

  private void went(Place place) {
    present.remove(place);
    gone.add(place);
  }

  @Override
  public synchronized String toString() {
    var mailboxes = new TreeSet<String>();
    present.keySet().forEach(place -> mailboxes.add(place.mailbox()));
    return "%d messages in %s, %d gone, %d commands answered"
        .formatted(present.size(), mailboxes, gone.size(), answered);
  }
}

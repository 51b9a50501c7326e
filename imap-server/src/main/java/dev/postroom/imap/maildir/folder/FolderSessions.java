package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.maildir.view.Differences;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The sessions that have a folder selected, and who of them a message is recent to: the one whose
 * scan gave it its UID, as in Courier. A session that may only read does not claim it, the next one
 * that may write does (RFC 3501 section 6.3.2). Guarded by the folder's lock.
 */
final class FolderSessions {

  private final List<ChangeQueue> sessions = new ArrayList<>();
  private Set<Long> unclaimed = new HashSet<>();

  /** Listeners of queues that stopped being empty; to be called without the lock. */
  private final List<Runnable> waking = new ArrayList<>();

  void add(ChangeQueue session) {
    sessions.add(session);
  }

  void remove(ChangeQueue session) {
    sessions.remove(session);
  }

  /** How many messages are recent, and to nobody as yet. */
  int unclaimed() {
    return unclaimed.size();
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  /** A session that waits for changes, one that may write before others. */
  Optional<ChangeQueue> listening() {
    Optional<ChangeQueue> writer =
        sessions.stream().filter(s -> s.isListening() && !s.readOnly()).findFirst();
    return writer.or(() -> sessions.stream().filter(ChangeQueue::isListening).findFirst());
  }

  /**
   * What a session that just came finds. What the scan found that was made for it is recent to
   * nobody as yet.
   */
  List<MessageState> welcome(ChangeQueue session, FolderView view) {
    Set<Long> recent = unclaimed;
    if (!session.readOnly()) {
      unclaimed = new HashSet<>();
    }
    return view.messages().stream()
        .map(message -> ChangeQueue.state(message, recent.contains(message.uid())))
        .toList();
  }

  /**
   * Tells what a scan found.
   *
   * @param scanner the session that scanned; empty where it was done for none
   */
  void tell(Differences differences, Optional<ChangeQueue> scanner) {
    vanished(differences.vanished());
    arrived(differences.arrived());
    for (StoredMessage message : differences.recent()) {
      if (scanner.isEmpty() || scanner.get().readOnly()) {
        unclaimed.add(message.uid());
      }
      each(session -> session.arrived(message, scanner.filter(session::equals).isPresent()));
    }
    // Last: an arrival is told with its flags.
    differences.flagged().forEach(message -> flagged(message, Optional.empty()));
  }

  /** Tells of messages that are recent to nobody. */
  void arrived(List<StoredMessage> messages) {
    messages.forEach(message -> each(session -> session.arrived(message, false)));
  }

  void vanished(List<StoredMessage> messages) {
    messages.forEach(
        message -> {
          unclaimed.remove(message.uid());
          each(session -> session.vanished(message));
        });
  }

  /** Tells of new flags all but the session that set them. */
  void flagged(StoredMessage message, Optional<ChangeQueue> by) {
    each(
        session -> {
          if (by.filter(session::equals).isEmpty()) {
            session.flagged(message);
          }
        });
  }

  /** Takes the listeners that are to be called now. */
  List<Runnable> takeWaking() {
    List<Runnable> taken = List.copyOf(waking);
    waking.clear();
    return taken;
  }

  private void each(Consumer<ChangeQueue> change) {
    for (ChangeQueue session : sessions) {
      boolean wasEmpty = session.isEmpty();
      change.accept(session);
      if (wasEmpty && !session.isEmpty() && session.isListening()) {
        waking.add(session.listener());
      }
    }
  }
}

package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxChange.Arrived;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxChange.Vanished;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The changes that one session was not yet told of. It holds UIDs and not events, each at most
 * once, so that it is never larger than the mailbox however long a session stays silent. Guarded by
 * the folder's lock.
 */
public final class ChangeQueue {

  private final boolean readOnly;
  private final TreeSet<Long> vanished = new TreeSet<>();
  private final TreeSet<Long> arrived = new TreeSet<>();
  private final Set<Long> recent = new HashSet<>();
  private final TreeSet<Long> flagged = new TreeSet<>();
  private Runnable listener;

  /**
   * @param readOnly whether the session may only read, so that no message is recent to it alone
   */
  public ChangeQueue(boolean readOnly) {
    this.readOnly = readOnly;
  }

  /** Whether the session may only read. */
  public boolean readOnly() {
    return readOnly;
  }

  boolean isListening() {
    return listener != null;
  }

  /** Who is to be called when the queue stops being empty; {@code null} for nobody. */
  void listen(Runnable listener) {
    this.listener = listener;
  }

  Runnable listener() {
    return listener;
  }

  boolean isEmpty() {
    return vanished.isEmpty() && arrived.isEmpty() && flagged.isEmpty();
  }

  void arrived(StoredMessage message, boolean isRecent) {
    arrived.add(message.uid());
    if (isRecent) {
      recent.add(message.uid());
    }
  }

  /** A message of whose arrival the session was not told never existed for it. */
  void vanished(StoredMessage message) {
    flagged.remove(message.uid());
    recent.remove(message.uid());
    if (!arrived.remove(message.uid())) {
      vanished.add(message.uid());
    }
  }

  /** An arrival is told with the flags of that moment, so they need no change of their own. */
  void flagged(StoredMessage message) {
    if (!arrived.contains(message.uid())) {
      flagged.add(message.uid());
    }
  }

  void clear() {
    vanished.clear();
    arrived.clear();
    recent.clear();
    flagged.clear();
  }

  /** Takes all changes, with the messages as they are in the view now. */
  List<MailboxChange> take(FolderView view) {
    var changes = new ArrayList<MailboxChange>();
    if (!vanished.isEmpty()) {
      changes.add(new Vanished(List.copyOf(vanished)));
    }
    for (long uid : flagged) {
      view.find(uid)
          .ifPresent(message -> changes.add(new Flagged(uid, message.flags(), message.modSeq())));
    }
    if (!arrived.isEmpty()) {
      changes.add(
          new Arrived(
              arrived.stream()
                  .flatMap(uid -> view.find(uid).stream())
                  .map(message -> state(message, recent.contains(message.uid())))
                  .toList()));
    }
    clear();
    return changes;
  }

  static MessageState state(StoredMessage message, boolean recent) {
    return new MessageState(message.uid(), message.flags(), recent, message.modSeq());
  }
}

package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.scan.FolderDatabase;
import dev.postroom.imap.maildir.view.FolderView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Sessions that come to an open folder, hear what changes in it and leave. Takes the folder's lock
 * itself.
 */
public final class Attendance {

  private static final Logger LOG = Logger.getLogger(Attendance.class);

  private final FolderDirectory directory;
  private final FolderView view;
  private final FolderDatabase database;
  private final FolderLook look;
  private final FolderSessions sessions;
  private final FolderLock lock;

  Attendance(
      FolderDirectory directory,
      FolderView view,
      FolderDatabase database,
      FolderLook look,
      FolderSessions sessions,
      FolderLock lock) {
    this.directory = directory;
    this.view = view;
    this.database = database;
    this.look = look;
    this.sessions = sessions;
    this.lock = lock;
  }

  /**
   * Lets a session in after a look at the disk. Every call that returns needs one of {@link
   * #leave}.
   *
   * @return what it finds, by ascending UID
   * @throws IOException when the folder cannot be read; then the session is not in
   */
  public List<MessageState> join(ChangeQueue session) throws IOException {
    return lock.exclusively(
        () -> {
          try {
            look.begin();
            // Before it is one of the sessions: it is told all there is, and not what is new in it.
            look.refresh(Optional.empty());
            sessions.add(session);
          } finally {
            endUnlessAttended();
          }
          return sessions.welcome(session, view);
        });
  }

  /** The last one to leave takes entries of messages that are gone out of the database. */
  public void leave(ChangeQueue session) {
    try {
      lock.exclusively(
          () -> {
            sessions.remove(session);
            endUnlessAttended();
            if (sessions.isEmpty() && !database.isTidy()) {
              lock.hold(
                  () -> {
                    database.tidy();
                    return null;
                  });
            }
            return null;
          });
    } catch (IOException e) {
      // They do no harm, and the next one who opens the folder finds them again.
      LOG.warnf("cannot shorten %s: %s", directory.uidDb(), e);
    }
  }

  private void endUnlessAttended() {
    if (sessions.isEmpty()) {
      look.end();
    }
  }

  /**
   * Looks at the disk for a session; messages that are found new are recent to it.
   *
   * @throws IOException when the folder cannot be read; what is known of it stays
   */
  public void refresh(ChangeQueue session) throws IOException {
    lock.exclusively(
        () -> {
          look.refresh(Optional.of(session));
          return null;
        });
  }

  /**
   * Looks at the disk for the sessions that wait for changes.
   *
   * @param begun called when the look begins; what changes later needs another one
   */
  void refreshForListeners(Runnable begun) throws IOException {
    lock.exclusively(
        () -> {
          begun.run();
          Optional<ChangeQueue> listening = sessions.listening();
          if (listening.isPresent()) {
            look.refresh(listening);
          }
          return null;
        });
  }

  /** Takes what changed since a session joined or asked last. Does not look at the disk. */
  public List<MailboxChange> changes(ChangeQueue session) {
    return lock.locked(() -> session.take(view));
  }

  /**
   * Sets a session's listener, which is called at once when changes wait already.
   *
   * @param listener called without any lock, by whichever thread made the change; null for none
   */
  public void listen(ChangeQueue session, Runnable listener) {
    boolean waiting =
        lock.locked(
            () -> {
              session.listen(listener);
              return !session.isEmpty();
            });
    if (waiting && listener != null) {
      listener.run();
    }
  }
}

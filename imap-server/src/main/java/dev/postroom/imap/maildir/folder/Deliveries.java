package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import dev.postroom.imap.maildir.scan.FolderDatabase;
import dev.postroom.imap.maildir.uiddb.UidDbFile;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Makes staged messages messages of an open folder. First the database tells their UIDs, then the
 * files get their names in {@code cur}: whatever happens in between, no file is there whose UID is
 * not known, and UIDs without files are skipped (see {@link UidDbFile}). The messages themselves
 * are synced meanwhile.
 *
 * <p>Deliveries that wait for the folder at the same time are made by the first of them that gets
 * it, with one change of the database and one sync of each, so that many connections that append do
 * not wait for one another's disk. One that is alone waits for nothing.
 */
final class Deliveries {

  private final FolderDirectory directory;
  private final DurableFiles durable;
  private final FolderView view;
  private final FolderDatabase database;
  private final FolderKeywords keywords;
  private final FolderSessions sessions;

  /** Guarded by itself; those who wait have not the folder's mutex yet. */
  private final Deque<Delivery> waiting = new ArrayDeque<>();

  Deliveries(
      FolderDirectory directory,
      DurableFiles durable,
      FolderView view,
      FolderDatabase database,
      FolderKeywords keywords,
      FolderSessions sessions) {
    this.directory = directory;
    this.durable = durable;
    this.view = view;
    this.database = database;
    this.keywords = keywords;
    this.sessions = sessions;
  }

  /** Has a delivery made by the next call of {@link #deliverWaiting}. */
  void add(Delivery delivery) {
    synchronized (waiting) {
      waiting.add(delivery);
    }
  }

  /** Forgets a delivery that is not to be made any more. */
  void withdraw(Delivery delivery) {
    synchronized (waiting) {
      waiting.remove(delivery);
    }
  }

  /** Makes all deliveries that wait. Under the folder's mutex and lock file. */
  void deliverWaiting() throws IOException {
    List<Delivery> all;
    synchronized (waiting) {
      all = List.copyOf(waiting);
      waiting.clear();
    }
    deliver(all);
  }

  /**
   * Makes deliveries. One whose keywords or content cannot be kept fails alone; what else fails,
   * fails for all of them. Under the folder's mutex and lock file.
   *
   * @throws IOException what failed for all
   */
  void deliver(List<Delivery> deliveries) throws IOException {
    var numbered = new ArrayList<Numbered>();
    try {
      for (Delivery delivery : deliveries) {
        number(delivery, numbered);
      }
      if (numbered.isEmpty()) {
        return;
      }
      database.writeAhead(numbered.stream().flatMap(n -> n.messages.stream()).toList());
      awaitContent(numbered);
      for (Numbered delivery : numbered) {
        for (StagedMessage message : delivery.delivery.staged()) {
          durable.rename(message.file(), inCur(message));
          delivery.named.add(message);
        }
      }
      durable.syncDirectory(directory.cur());
    } catch (IOException e) {
      numbered.forEach(delivery -> undo(delivery, e));
      deliveries.stream().filter(d -> !d.isEnded()).forEach(delivery -> delivery.failed(e));
      database.outdated();
      throw e;
    }
    for (Numbered delivery : numbered) {
      delivery.delivery.delivered(delivery.messages.stream().map(StoredMessage::uid).toList());
      sessions.arrived(delivery.messages);
    }
  }

  /**
   * Waits until the messages are on disk. They were on their way there while the database was: a
   * message must not have its name in {@code cur} before either is. A delivery that cannot be
   * written fails alone.
   */
  private void awaitContent(List<Numbered> numbered) {
    numbered.removeIf(
        delivery -> {
          try {
            for (StagedMessage message : delivery.delivery.staged()) {
              message.content().await();
            }
            return false;
          } catch (IOException e) {
            undo(delivery, e);
            database.outdated();
            return true;
          }
        });
  }

  /** A delivery whose messages are in the view. */
  private record Numbered(
      Delivery delivery, List<StoredMessage> messages, List<StagedMessage> named) {}

  private void number(Delivery delivery, List<Numbered> numbered) throws IOException {
    database.requireUids(delivery.staged().size());
    try {
      keywords.deliver(delivery.staged());
    } catch (IOException e) {
      withdrawKeywords(delivery, e);
      delivery.failed(e);
      return;
    }
    var messages = new ArrayList<StoredMessage>();
    for (StagedMessage message : delivery.staged()) {
      StoredMessage stored = view.add(message.name());
      keywords.delivered(message, stored);
      messages.add(stored);
    }
    numbered.add(new Numbered(delivery, messages, new ArrayList<>()));
  }

  /** The UIDs are spent; the files get their old names back. */
  private void undo(Numbered delivery, IOException failure) {
    view.remove(delivery.messages);
    for (StagedMessage message : delivery.named) {
      try {
        durable.rename(inCur(message), message.file());
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    withdrawKeywords(delivery.delivery, failure);
    delivery.delivery.failed(failure);
  }

  private void withdrawKeywords(Delivery delivery, IOException failure) {
    for (StagedMessage message : delivery.staged()) {
      try {
        keywords.withdraw(message);
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }

  private Path inCur(StagedMessage message) {
    return directory.cur().resolve(message.name().toString());
  }
}

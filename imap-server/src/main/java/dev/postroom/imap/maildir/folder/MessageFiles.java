package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import dev.postroom.imap.maildir.scan.FolderDatabase;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of the messages in a folder's view. Other programs may rename or delete them at any
 * moment. Guarded by the folder's lock.
 */
final class MessageFiles {

  private final FolderDirectory directory;
  private final Path cur;
  private final DurableFiles files;
  private final FolderView view;
  private final FolderDatabase database;
  private final FolderKeywords keywords;
  private final FolderSessions sessions;

  MessageFiles(
      FolderDirectory directory,
      DurableFiles files,
      FolderView view,
      FolderDatabase database,
      FolderKeywords keywords,
      FolderSessions sessions) {
    this.directory = directory;
    this.cur = directory.cur();
    this.files = files;
    this.view = view;
    this.database = database;
    this.keywords = keywords;
    this.sessions = sessions;
  }

  /** Where a message's file was when it was last seen. */
  Path path(StoredMessage message) {
    return cur.resolve(message.fileName());
  }

  /** Whether a message's file is where it was when it was last seen. */
  boolean exists(StoredMessage message) {
    return Files.exists(path(message));
  }

  /** False when the file is not under the name it had. */
  boolean delete(StoredMessage message) throws IOException {
    return files.delete(path(message));
  }

  /** Gives a message these system flags. False when the file is not under the name it had. */
  boolean flag(StoredMessage message, Set<SystemFlag> flags, ChangeQueue by) throws IOException {
    String info = MaildirFileName.withFlags(message.info(), flags);
    try {
      files.rename(path(message), cur.resolve(message.base() + info));
    } catch (NoSuchFileException renamedOrDeleted) {
      return false;
    }
    view.rename(message, info);
    sessions.flagged(message, Optional.of(by));
    return true;
  }

  /**
   * Finds messages whose files another program renamed, to other flags or another size, and returns
   * those that are there.
   */
  Set<StoredMessage> locate(List<StoredMessage> messages) throws IOException {
    if (messages.isEmpty() || !directory.exists()) {
      return Set.of();
    }
    var wanted = new HashMap<String, StoredMessage>();
    messages.forEach(message -> wanted.put(MaildirFileName.withoutSize(message.base()), message));
    var names = new HashMap<StoredMessage, MaildirFileName>();
    FolderDirectory.list(
        cur,
        text -> {
          MaildirFileName name = MaildirFileName.parse(text);
          StoredMessage message = wanted.get(MaildirFileName.withoutSize(name.base()));
          if (message == null) {
            return;
          }
          if (name.base().equals(message.base())) {
            names.put(message, name);
          } else if (view.find(name.base()).isEmpty()) {
            names.putIfAbsent(message, name);
          }
        });
    for (var found : names.entrySet()) {
      renamed(found.getKey(), found.getValue());
    }
    return names.keySet();
  }

  private void renamed(StoredMessage message, MaildirFileName name) throws IOException {
    if (message.base().equals(name.base())) {
      view.rename(message, name.info());
    } else {
      view.rebase(message, name);
      database.outdated();
      keywords.rebased(message);
    }
    sessions.flagged(message, Optional.empty());
  }
}

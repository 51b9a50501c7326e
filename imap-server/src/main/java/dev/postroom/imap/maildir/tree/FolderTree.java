package dev.postroom.imap.maildir.tree;

import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.maildir.files.DotLock;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MailboxId;
import dev.postroom.imap.maildir.storage.Storage;
import dev.postroom.imap.maildir.uiddb.UidDb;
import dev.postroom.imap.maildir.uiddb.UidDbFile;
import dev.postroom.imap.maildir.uiddb.UidValidity;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The folders of a Maildir. Each comes and goes as a whole, by one rename out of or into {@code
 * tmp}, so that nobody ever sees half of one.
 */
public final class FolderTree {

  private final FolderDirectory maildir;
  private final FolderNames names;
  private final LegacyNames legacyNames;
  private final Storage storage;

  public FolderTree(FolderDirectory maildir, Storage storage) {
    this.maildir = maildir;
    this.names = new FolderNames(maildir.path());
    this.legacyNames = new LegacyNames(maildir.path());
    this.storage = storage;
  }

  /** All mailboxes, INBOX among them. */
  public Set<MailboxName> all() throws IOException {
    var found = new TreeSet<MailboxName>(Set.of(MailboxName.INBOX));
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(maildir.path(), ".?*")) {
      for (Path entry : entries) {
        if (new FolderDirectory(entry).exists()) {
          String directory = entry.getFileName().toString();
          legacyNames.look(directory);
          FolderNames.mailbox(directory).ifPresent(found::add);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** Whether new mail waits in a mailbox; not in one that is gone. */
  public boolean hasNewMail(MailboxName name) throws MailboxException, IOException {
    Path fresh = new FolderDirectory(names.directory(name)).fresh();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(fresh, "[!.]*")) {
      return entries.iterator().hasNext();
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /** Whether there is such a mailbox. */
  public boolean exists(MailboxName name) throws MailboxException {
    return new FolderDirectory(names.directory(name)).exists();
  }

  /** The folder of a mailbox that there is. */
  public FolderDirectory existing(MailboxName name) throws MailboxException {
    var directory = new FolderDirectory(names.directory(name));
    if (!directory.exists()) {
      throw nonexistent();
    }
    return directory;
  }

  /** Refuses a name that no mailbox can have, neither here nor in another account. */
  public void requireValid(MailboxName name) throws MailboxException {
    names.directory(name.isShared() ? name.moved(MailboxName.SHARED, MailboxName.INBOX) : name);
  }

  /** Creates an empty mailbox; tells its MAILBOXID. */
  public String create(MailboxName name) throws MailboxException, IOException {
    var target = new FolderDirectory(names.directory(name));
    var made = new FolderDirectory(aside(".new"));
    try {
      made.create();
      made.markAsFolder(storage.files());
      var empty = new UidDb(storage.uidValidity().next(), 1, List.of());
      storage.files().replace(made.uidDb(), empty.render(), made.tmp());
      move(made.path(), target.path());
      return MailboxId.of(target, empty.uidValidity());
    } catch (IOException | MailboxException e) {
      DurableFiles.deleteTree(made.path());
      throw e;
    }
  }

  /**
   * Deletes a mailbox that is not INBOX with all of its messages; what is below it stays. Then it
   * is gone from the disk, and its UIDVALIDITY is not given again.
   */
  public void delete(MailboxName name) throws MailboxException, IOException {
    if (name.equals(MailboxName.INBOX)) {
      throw new MailboxException(Reason.CANNOT, "INBOX cannot be deleted.");
    }
    FolderDirectory directory = existing(name);
    Optional<UidDb> database = UidDbFile.parse(directory);
    if (database.isPresent()) {
      storage.uidValidity().retire(database.get().uidValidity());
    }
    Path deleted = aside(".deleted");
    storage.files().rename(directory.path(), deleted);
    storage.files().syncDirectory(maildir.path());
    DurableFiles.deleteTree(deleted);
  }

  /**
   * Renames a mailbox that is not INBOX and all below it. Each keeps its UIDs and gets another
   * UIDVALIDITY, for the reason told at {@link UidValidity}; it gets that before its new name, so
   * that a crash in between shows no old value under the new name.
   */
  public void rename(MailboxName from, MailboxName to) throws MailboxException, IOException {
    if (to.isBelow(from)) {
      throw new MailboxException(Reason.CANNOT, "A mailbox cannot be moved below itself.");
    }
    var renames = new TreeMap<MailboxName, MailboxName>();
    for (MailboxName name : all()) {
      if (name.equals(from) || name.isBelow(from)) {
        renames.put(name, name.moved(from, to));
      }
    }
    if (renames.isEmpty()) {
      throw nonexistent();
    }
    for (MailboxName target : renames.values()) {
      if (Files.exists(names.directory(target))) {
        throw alreadyExists();
      }
    }
    for (var rename : renames.entrySet()) {
      var source = new FolderDirectory(names.directory(rename.getKey()));
      renumber(source);
      move(source.path(), names.directory(rename.getValue()));
    }
  }

  private void renumber(FolderDirectory directory) throws IOException {
    try (DotLock.Held _ = storage.locks().acquire(directory.lock())) {
      Optional<UidDb> database = UidDbFile.parse(directory);
      if (database.isPresent()) {
        UidDb old = database.get();
        storage.uidValidity().retire(old.uidValidity());
        long next = storage.uidValidity().next();
        MailboxId.keep(directory, old.uidValidity(), next, storage.files());
        var renumbered = new UidDb(next, old.nextUid(), old.entries());
        storage.files().replace(directory.uidDb(), renumbered.render(), directory.tmp());
      }
    }
  }

  private void move(Path from, Path to) throws MailboxException, IOException {
    try {
      // Not ATOMIC_MOVE, which would replace an empty directory.
      Files.move(from, to);
    } catch (FileAlreadyExistsException e) {
      throw alreadyExists();
    }
    storage.files().syncDirectory(maildir.path());
  }

  private Path aside(String suffix) {
    return maildir.tmp().resolve(storage.files().names().next().inTmp() + suffix);
  }

  private static MailboxException nonexistent() {
    return new MailboxException(
        Reason.NONEXISTENT, "Mailbox does not exist, or must be subscribed to.");
  }

  private static MailboxException alreadyExists() {
    return new MailboxException(Reason.ALREADY_EXISTS, "Mailbox already exists.");
  }
}

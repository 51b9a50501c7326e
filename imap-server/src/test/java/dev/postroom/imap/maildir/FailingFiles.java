package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.acl.Accessor;
import dev.postroom.imap.maildir.account.Deletions;
import dev.postroom.imap.maildir.account.Maildir;
import dev.postroom.imap.maildir.account.MaildirAccess;
import dev.postroom.imap.maildir.account.MaildirStore;
import dev.postroom.imap.maildir.files.DotLock;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.UniqueNames;
import dev.postroom.imap.maildir.folder.Folder;
import dev.postroom.imap.maildir.folder.FolderOpener;
import dev.postroom.imap.maildir.folder.FolderWatcher;
import dev.postroom.imap.maildir.folder.IdleFolders;
import dev.postroom.imap.maildir.folder.OpenFolders;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.quota.QuotaLedger;
import dev.postroom.imap.maildir.storage.Storage;
import dev.postroom.imap.maildir.tree.AclFiles;
import dev.postroom.imap.maildir.tree.CustomaryUses;
import dev.postroom.imap.maildir.tree.FolderTree;
import dev.postroom.imap.maildir.tree.SpecialUses;
import dev.postroom.imap.maildir.tree.Subscriptions;
import dev.postroom.imap.maildir.uiddb.UidValidity;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;

/**
 * A disk of which one operation fails, and those that follow it too when the system goes down; and
 * that counts what is synced. It does not really sync: a test's system does not go down.
 */
class FailingFiles extends DurableFiles {

  private final boolean forGood;
  private int untilFailure = Integer.MAX_VALUE;
  private boolean failed;
  private boolean linking = true;
  private boolean isReadOnly;
  private int syncs;

  FailingFiles(boolean forGood) {
    super(new UniqueNames(Clock.systemUTC(), "one", 4711), 022);
    this.forGood = forGood;
  }

  /** So many operations succeed from now on. */
  void failAfter(int operations) {
    untilFailure = operations;
  }

  /** All operations succeed from now on. */
  void recover() {
    untilFailure = Integer.MAX_VALUE;
    failed = false;
  }

  /** From now on it is one that cannot link. */
  void refuseLinks() {
    linking = false;
  }

  /** From now on nothing can be written, and no lock be taken. */
  void becomeReadOnly() {
    untilFailure = 0;
    isReadOnly = true;
  }

  /** How often a file or a directory was synced. */
  synchronized int syncs() {
    return syncs;
  }

  boolean hasFailed() {
    return failed;
  }

  @Override
  public FileChannel create(Path file) throws IOException {
    operate();
    return super.create(file);
  }

  @Override
  public FileChannel open(Path file) throws IOException {
    operate();
    return super.open(file);
  }

  /** When it fails, half of it is on disk. */
  @Override
  public void write(FileChannel file, byte[] content, long position) throws IOException {
    try {
      operate();
    } catch (IOException e) {
      super.write(file, Arrays.copyOf(content, content.length / 2), position);
      throw e;
    }
    super.write(file, content, position);
  }

  @Override
  public synchronized void sync(FileChannel file) throws IOException {
    operate();
    syncs++;
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    operate();
    super.rename(from, to);
  }

  @Override
  public void link(Path file, Path name) throws IOException {
    operate();
    if (!linking) {
      throw new FileSystemException(name.toString(), file.toString(), "Operation not permitted");
    }
    super.link(file, name);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    operate();
    return super.delete(file);
  }

  @Override
  public synchronized void syncDirectory(Path directory) throws IOException {
    operate();
    syncs++;
  }

  /** What all sessions on a Maildir on this disk share. */
  Maildir maildir(Path path) throws IOException {
    return maildir(path, Clock.systemUTC());
  }

  /** The same with another clock. */
  Maildir maildir(Path path, Clock clock) throws IOException {
    var directory = new FolderDirectory(path);
    directory.create();
    var lockFiles =
        new DurableFiles(names(), 022) {
          @Override
          public FileChannel create(Path file) throws IOException {
            if (isReadOnly) {
              throw new FileSystemException(file.toString(), null, "Read-only file system");
            }
            return super.create(file);
          }
        };
    var locks = new DotLock(lockFiles, "one", 4711);
    var openings = new FolderOpenings();
    var storage =
        new Storage(
            this,
            locks,
            new UidValidity(directory, this, locks, clock),
            new QuotaLedger(directory, this, clock),
            true,
            clock);
    return new Maildir(
        directory,
        storage,
        new FolderTree(directory, storage),
        new Subscriptions(directory, this, locks),
        new SpecialUses(directory, this, locks),
        new CustomaryUses("Trash"),
        new AclFiles(directory, this, clock),
        new OpenFolders(new FolderOpener(storage, openings)::open, new IdleFolders(0), openings));
  }

  /** The mail in a Maildir on this disk; nobody watches it. */
  MaildirStore store(Path path) throws IOException {
    Maildir maildir = maildir(path);
    var access = new MaildirAccess(maildir, Accessor.owner("alice"), "alice");
    return new MaildirStore(
        maildir, access, new Unwatched(), Deletions.UNHEARD, Optional.empty(), () -> {});
  }

  private static final class Unwatched implements FolderWatcher {
    @Override
    public void watch(Folder folder) {}

    @Override
    public void unwatch(Folder folder) {}
  }

  private synchronized void operate() throws IOException {
    if (failed && forGood) {
      throw new IOException("the system is down");
    }
    if (untilFailure-- == 0) {
      failed = true;
      throw new IOException("input/output error");
    }
  }
}

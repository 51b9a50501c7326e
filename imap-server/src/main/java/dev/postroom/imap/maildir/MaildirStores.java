package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.acl.Accessor;
import dev.postroom.imap.maildir.account.Maildir;
import dev.postroom.imap.maildir.account.MaildirAccess;
import dev.postroom.imap.maildir.account.MaildirStore;
import dev.postroom.imap.maildir.account.StorageFailure;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.folder.DirectoryWatcher;
import dev.postroom.imap.maildir.folder.IdleFolders;
import dev.postroom.imap.maildir.guard.GuardedMailStore;
import dev.postroom.imap.maildir.guard.MountPoint;
import dev.postroom.imap.maildir.guard.Places;
import dev.postroom.imap.maildir.guard.TrashPolicy;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.quota.QuotaLimit;
import dev.postroom.imap.maildir.shared.NamespacedMailStore;
import dev.postroom.imap.maildir.shared.SharedAccount;
import dev.postroom.imap.maildir.shared.SharedAccounts;
import dev.postroom.imap.maildir.shared.SharedIndexes;
import dev.postroom.imap.maildir.shared.SharedMail;
import dev.postroom.imap.maildir.storage.MaildirSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The mail stores of all users, each open once while somebody uses it. The way in for those who
 * wire the server.
 */
public final class MaildirStores implements AutoCloseable {

  private final Opener opener;
  private final DirectoryWatcher watcher;
  private final SharedIndexes indexes = new SharedIndexes();

  /** How Maildirs are opened; one of which only views are left is opened anew when it changed. */
  private final Supplier<?> settings;

  /** Guarded by this, which is never held while the disk is touched: a disk may hang. */
  private final Map<Path, Account> used = new HashMap<>();

  /** Opens a Maildir on the disk. */
  @FunctionalInterface
  interface Opener {
    Maildir open(Path maildir) throws IOException;
  }

  /** A Maildir that somebody uses or is about to; its own lock is held while it is opened. */
  private final class Account {
    private final Path path;
    private final Object openedWith = settings.get();
    private volatile Optional<Maildir> maildir = Optional.empty();

    /** Guarded by the lock of the stores. */
    private int users;

    Account(Path path) {
      this.path = path;
    }

    /** Without the lock, which may be held while a disk hangs; nobody opens an unused account. */
    boolean hasNoViews() {
      return maildir.isEmpty() || maildir.get().folders().isEmpty();
    }

    synchronized Maildir maildir() throws IOException {
      if (maildir.isEmpty()) {
        Maildir opened = opener.open(path);
        opened.folders().whenEmpty(() -> forgetUnlessUsed(this));
        maildir = Optional.of(opened);
      }
      return maildir.get();
    }
  }

  /**
   * @param settings how mail is kept now; a Maildir that is open goes on as it was opened until
   *     nobody uses it, the poll interval changes within a second
   * @param openings counts how folders are opened
   */
  public MaildirStores(Supplier<MaildirSettings> settings, Clock clock, FolderOpenings openings)
      throws IOException {
    this(settings, clock, new IdleFolders(IdleFolders.MAX_MESSAGES), openings);
  }

  MaildirStores(
      Supplier<MaildirSettings> settings, Clock clock, IdleFolders idle, FolderOpenings openings)
      throws IOException {
    this(
        path -> Maildir.open(path, settings.get(), clock, idle, openings),
        () -> settings.get().idlePoll(),
        settings);
  }

  MaildirStores(Opener opener, Supplier<Duration> idlePoll) throws IOException {
    this(opener, idlePoll, () -> "the same at any time");
  }

  private MaildirStores(Opener opener, Supplier<Duration> idlePoll, Supplier<?> settings)
      throws IOException {
    this.opener = opener;
    this.settings = settings;
    this.watcher = new DirectoryWatcher(idlePoll);
  }

  /**
   * Opens a user's mail. Closing the store ends this use of it.
   *
   * <p>A Maildir that is not there yet is made, where Courier refuses the login: in Kubernetes a
   * user's first login is often the first that anybody hears of an account, and a volume is empty
   * when it is new.
   *
   * <p>A directory that hangs, as one on an unreachable server does, holds up only those who open
   * the same Maildir.
   */
  public MailStore open(MaildirUser user) throws MailboxException {
    makeHome(user);
    Account account = acquire(real(user.maildir()));
    try {
      if (user.owner().isPresent()) {
        user.owner().get().require(account.path);
      }
      Maildir opened = account.maildir();
      opened.storage().quota().limitOfAccount(user.quota().flatMap(QuotaLimit::ofAccount));
      var accessor = new Accessor(user.name(), user.groups(), true);
      var access = new MaildirAccess(opened, accessor, user.name());
      purgeAside(account, opened, user.trash());
      Runnable onClose =
          () -> {
            purgeAside(account, opened, user.trash());
            release(account);
          };
      var store =
          new MaildirStore(opened, access, watcher, user.deletions(), user.outbox(), onClose);
      return new NamespacedMailStore(store, user.trash(), shared(user, account.path));
    } catch (IOException e) {
      release(account);
      throw StorageFailure.of("open the Maildir " + account.path, e);
    } catch (MailboxException | RuntimeException e) {
      release(account);
      throw e;
    }
  }

  private static void makeHome(MaildirUser user) throws MailboxException {
    if (user.skeleton().isPresent()) {
      try {
        user.skeleton().get().makeHome();
      } catch (IOException e) {
        throw StorageFailure.of("make the home of " + user.name(), e);
      }
    }
  }

  /** What others share with a user who has this Maildir. */
  private SharedMail shared(MaildirUser user, Path own) {
    return new SharedMail(
        user.shared().map(folders -> new SharedAccounts(indexes, folders)),
        (account, places) -> openShared(user, own, account, places));
  }

  /** Opens another account's mail for a guest; it is not made where it is not there. */
  private Optional<GuardedMailStore> openShared(
      MaildirUser guest, Path own, SharedAccount shared, Places places) throws MailboxException {
    Path path = real(shared.maildir());
    if (path.equals(own) || !new FolderDirectory(path).exists()) {
      return Optional.empty();
    }
    Account account = acquire(path);
    try {
      Maildir opened = account.maildir();
      var accessor = new Accessor(guest.name(), guest.groups(), false);
      var access = new MaildirAccess(opened, accessor, shared.name());
      var store =
          new MaildirStore(
              opened, access, watcher, guest.deletions(), Optional.empty(), () -> release(account));
      // What is expunged in another's mail is gone, as in Courier.
      return Optional.of(
          new GuardedMailStore(store, TrashPolicy.NONE, new MountPoint(shared.root()), places));
    } catch (IOException e) {
      release(account);
      throw StorageFailure.of("open the Maildir " + account.path, e);
    } catch (RuntimeException e) {
      release(account);
      throw e;
    }
  }

  /**
   * The one path of a Maildir to which several may lead: two views of one folder would not keep
   * each other's sessions apart. Of one that is not there yet, what there is of its path counts.
   */
  private static Path real(Path maildir) {
    Path path = maildir.toAbsolutePath().normalize();
    try {
      return path.toRealPath();
    } catch (IOException notThere) {
      Path parent = path.getParent();
      return parent == null ? path : real(parent).resolve(path.getFileName());
    }
  }

  /** As in Courier at login and logout; here nobody waits for it. */
  private void purgeAside(Account account, Maildir maildir, TrashPolicy trash) {
    if (trash.keep().isEmpty()) {
      return;
    }
    synchronized (this) {
      account.users++;
    }
    Thread.ofVirtual()
        .name("purge-trash")
        .start(
            () -> {
              try {
                new TrashPurge(maildir).run(trash.keep());
              } finally {
                release(account);
              }
            });
  }

  private synchronized Account acquire(Path path) {
    Account account = used.get(path);
    if (account == null || (account.users == 0 && !account.openedWith.equals(settings.get()))) {
      account = new Account(path);
      used.put(path, account);
    }
    account.users++;
    return account;
  }

  private synchronized void release(Account account) {
    account.users--;
    forgetUnlessUsed(account);
  }

  /** An account that nobody uses stays as long as there are views of its folders. */
  private synchronized void forgetUnlessUsed(Account account) {
    if (account.users == 0 && account.hasNoViews()) {
      used.remove(account.path, account);
    }
  }

  /** Stops watching. Stores that are still open work on, and tell of changes only when asked. */
  @Override
  public void close() {
    watcher.close();
  }
}

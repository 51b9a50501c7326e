package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The mail stores of all users, each open once while somebody uses it. The way in for those who
 * wire the server.
 */
public final class MaildirStores implements AutoCloseable {

  private final Supplier<MaildirSettings> settings;
  private final Clock clock;
  private final DirectoryWatcher watcher;
  private final Map<Path, Counted> open = new HashMap<>();

  private static final class Counted {
    final Maildir maildir;
    int users;

    Counted(Maildir maildir) {
      this.maildir = maildir;
    }
  }

  /**
   * @param settings how mail is kept now; a Maildir that is open goes on as it was opened until
   *     nobody uses it, the poll interval changes with the next look
   */
  public MaildirStores(Supplier<MaildirSettings> settings, Clock clock) throws IOException {
    this.settings = settings;
    this.clock = clock;
    this.watcher = new DirectoryWatcher(() -> settings.get().idlePoll());
  }

  /**
   * Opens a user's mail. Closing the store ends this use of it.
   *
   * <p>A Maildir that is not there yet is made, where Courier refuses the login: in Kubernetes a
   * user's first login is often the first that anybody hears of an account, and a volume is empty
   * when it is new.
   *
   * @param maildir absolute path of the Maildir
   */
  public synchronized MailStore open(Path maildir) throws MailboxException {
    Path path = maildir.toAbsolutePath().normalize();
    Counted counted = open.get(path);
    if (counted == null) {
      try {
        counted = new Counted(Maildir.open(path, settings.get(), clock));
      } catch (IOException e) {
        throw StorageFailure.of("open the Maildir " + path, e);
      }
      open.put(path, counted);
    }
    counted.users++;
    return new MaildirStore(counted.maildir, watcher, () -> release(path));
  }

  private synchronized void release(Path path) {
    Counted counted = open.get(path);
    if (--counted.users == 0) {
      open.remove(path);
    }
  }

  /** Stops watching. Stores that are still open work on, and tell of changes only when asked. */
  @Override
  public void close() {
    watcher.close();
  }
}

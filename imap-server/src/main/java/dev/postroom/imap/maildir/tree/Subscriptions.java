package dev.postroom.imap.maildir.tree;

import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.maildir.files.DotLock;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderLocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The file {@code courierimapsubscribed} of a Maildir.
 *
 * <pre>
 * file = *(name LF)        ; name in UTF-8, such as "INBOX.Sent" or "#shared.group.user.folder"
 * </pre>
 *
 * A name needs no mailbox. The first level INBOX compares without case. Changes are made under the
 * lock file of INBOX, so that servers on the same Maildir lose none of each other's; Courier takes
 * no lock here.
 */
public final class Subscriptions {

  static final String FILE = "courierimapsubscribed";

  private final FolderDirectory maildir;
  private final DurableFiles files;
  private final FolderLocks locks;
  private final ReentrantLock mutex = new ReentrantLock();

  public Subscriptions(FolderDirectory maildir, DurableFiles files, FolderLocks locks) {
    this.maildir = maildir;
    this.files = files;
    this.locks = locks;
  }

  /** All names that are subscribed, whether there are such mailboxes or not. */
  public Set<MailboxName> read() throws IOException {
    try {
      return parse(Files.readString(file(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException none) {
      return Set.of();
    }
  }

  /** Subscribes a name; then it is on disk. Nothing is done where it was subscribed. */
  public void add(MailboxName name) throws IOException {
    mutex.lock();
    try (DotLock.Held _ = locks.acquire(maildir.lock())) {
      Set<MailboxName> names = new TreeSet<>(read());
      if (names.add(name)) {
        write(names);
      }
    } finally {
      mutex.unlock();
    }
  }

  /** Unsubscribes a name; then it is on disk. Nothing is done where it was not subscribed. */
  public void remove(MailboxName name) throws IOException {
    mutex.lock();
    try (DotLock.Held _ = locks.acquire(maildir.lock())) {
      Set<MailboxName> names = new TreeSet<>(read());
      if (names.remove(name)) {
        write(names);
      }
    } finally {
      mutex.unlock();
    }
  }

  static Set<MailboxName> parse(String file) {
    Set<MailboxName> names = new TreeSet<>();
    file.lines().filter(line -> !line.isEmpty()).map(MailboxName::new).forEach(names::add);
    return Collections.unmodifiableSet(names);
  }

  static String render(Set<MailboxName> names) {
    var text = new StringBuilder();
    names.forEach(name -> text.append(name).append('\n'));
    return text.toString();
  }

  private Path file() {
    return maildir.path().resolve(FILE);
  }

  private void write(Set<MailboxName> names) throws IOException {
    files.replace(file(), render(names).getBytes(StandardCharsets.UTF_8), maildir.tmp());
  }
}

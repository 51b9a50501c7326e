package dev.postroom.imap.maildir.shared;

import dev.postroom.imap.mailbox.MailboxName;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The accounts that an index has, with those of the groups in it. An account is a level of names
 * below {@code #shared}, and so is each group above it.
 */
public final class SharedAccounts {

  /** Groups are in groups so deep at most. */
  static final int MAX_DEPTH = 8;

  /** So many accounts are looked at in a list. */
  static final int MAX_ACCOUNTS = 100_000;

  private static final Logger LOG = Logger.getLogger(SharedAccounts.class);

  private final SharedIndexes indexes;
  private final SharedFolders folders;

  public SharedAccounts(SharedIndexes indexes, SharedFolders folders) {
    this.indexes = indexes;
    this.folders = folders;
  }

  /** Whether there is an index. */
  boolean exist() {
    return Files.isRegularFile(folders.index());
  }

  /** All accounts, in the order of the index; one that cannot be named in a path is left out. */
  public List<SharedAccount> all() {
    var all = new ArrayList<SharedAccount>();
    collect(folders.index(), MailboxName.SHARED, 0, all);
    return all;
  }

  private void collect(Path file, MailboxName above, int depth, List<SharedAccount> all) {
    for (SharedIndex.Entry entry : indexes.read(file).entries()) {
      if (all.size() >= MAX_ACCOUNTS) {
        return;
      }
      switch (entry) {
        case SharedIndex.Account account -> account(account, above).ifPresent(all::add);
        case SharedIndex.Group group -> {
          Optional<Path> next = file(group, file);
          if (next.isPresent() && depth < MAX_DEPTH) {
            collect(next.get(), below(above, group), depth + 1, all);
          }
        }
      }
    }
  }

  /** The account that has a mailbox of this name, or would have. */
  Optional<SharedAccount> owning(MailboxName name) {
    Path file = folders.index();
    MailboxName above = MailboxName.SHARED;
    for (int depth = 0; depth <= MAX_DEPTH; depth++) {
      Optional<SharedIndex.Entry> entry = entry(file, above, name);
      if (entry.isEmpty()) {
        return Optional.empty();
      }
      switch (entry.get()) {
        case SharedIndex.Account account -> {
          return account(account, above);
        }
        case SharedIndex.Group group -> {
          Optional<Path> next = file(group, file);
          if (next.isEmpty()) {
            return Optional.empty();
          }
          above = below(above, group);
          file = next.get();
        }
      }
    }
    return Optional.empty();
  }

  private Optional<SharedIndex.Entry> entry(Path file, MailboxName above, MailboxName name) {
    for (SharedIndex.Entry entry : indexes.read(file).entries()) {
      MailboxName root = below(above, entry);
      if (name.equals(root) || name.isBelow(root)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private Optional<SharedAccount> account(SharedIndex.Account account, MailboxName above) {
    try {
      Path home = folders.belowRoot().apply(Path.of(account.home()));
      Path maildir = Path.of(account.maildir());
      Path path = maildir.isAbsolute() ? folders.belowRoot().apply(maildir) : home.resolve(maildir);
      return Optional.of(new SharedAccount(account.name(), below(above, account), path));
    } catch (InvalidPathException e) {
      LOG.errorf("ERR: %s shares nothing: %s", account.name(), e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Path> file(SharedIndex.Group group, Path index) {
    try {
      return Optional.of(index.resolveSibling(group.file()));
    } catch (InvalidPathException e) {
      LOG.errorf("ERR: group %s has nobody: %s", group.name(), e.getMessage());
      return Optional.empty();
    }
  }

  private MailboxName below(MailboxName above, SharedIndex.Entry entry) {
    return new MailboxName(above.value() + MailboxName.SEPARATOR + level(entry.name()));
  }

  /** A name as one level: what would divide it is shown otherwise. */
  private String level(String name) {
    return folders.mungesNames()
        ? name.replace("\\", "\\\\").replace(".", "\\:").replace("/", "\\;")
        : name.replace('.', ' ').replace('/', ' ');
  }
}

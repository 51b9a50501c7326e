package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts for STATUS without opening the folder: nothing is moved, no UID is given. Messages in
 * {@code new}, and such in {@code cur} as have no UID yet, count as recent, and UIDNEXT is what the
 * next message gets once those have theirs.
 *
 * <p>Courier tells a UIDVALIDITY that it does not keep when a folder has no database yet, so that a
 * later SELECT tells another. Here the folder gets its database then, without messages in it.
 */
final class FolderStatus {

  private final FolderDirectory directory;
  private int messages;
  private int recent;
  private int unseen;

  private FolderStatus(FolderDirectory directory) {
    this.directory = directory;
  }

  static MailboxStatus of(FolderDirectory directory, Storage storage) throws IOException {
    Optional<UidDb> found = read(directory);
    if (found.isEmpty()) {
      try (DotLock.Held _ = storage.locks().acquire(directory.lock())) {
        found = read(directory);
        if (found.isEmpty()) {
          found = Optional.of(new UidDb(storage.uidValidity().next(), 1, List.of()));
          storage.files().replace(directory.uidDb(), found.get().render(), directory.tmp());
        }
      }
    }
    return new FolderStatus(directory).count(found.get());
  }

  private static Optional<UidDb> read(FolderDirectory directory) throws IOException {
    try {
      return UidDb.parse(Files.readAllBytes(directory.uidDb()));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private MailboxStatus count(UidDb database) throws IOException {
    Set<String> known = HashSet.newHashSet(database.entries().size());
    database.entries().forEach(entry -> known.add(entry.base()));
    // Before cur: a message that another session moves there meanwhile must not be overlooked.
    Set<String> fresh = new HashSet<>();
    FolderDirectory.list(
        directory.fresh(),
        text -> {
          MaildirFileName name = MaildirFileName.parse(text);
          fresh.add(name.base());
          count(name, known);
        });
    FolderDirectory.list(
        directory.cur(),
        text -> {
          MaildirFileName name = MaildirFileName.parse(text);
          if (!fresh.contains(name.base())) {
            count(name, known);
          }
        });
    return new MailboxStatus(
        messages, recent, database.nextUid() + recent, database.uidValidity(), unseen);
  }

  private void count(MaildirFileName name, Set<String> known) {
    messages++;
    if (!known.contains(name.base())) {
      recent++;
    }
    if (!MaildirFileName.flags(name.info()).contains(SystemFlag.SEEN)) {
      unseen++;
    }
  }
}

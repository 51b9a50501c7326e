package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import dev.postroom.imap.mailbox.StatusItem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
  private int deleted;
  private long size;
  private final boolean sized;

  private FolderStatus(FolderDirectory directory, Set<StatusItem> wanted) {
    this.directory = directory;
    this.sized = wanted.contains(StatusItem.SIZE);
  }

  static MailboxStatus of(FolderDirectory directory, Storage storage, Set<StatusItem> wanted)
      throws IOException {
    Optional<UidDb> found = UidDbFile.parse(directory);
    if (found.isEmpty()) {
      try (DotLock.Held _ = storage.locks().acquire(directory.lock())) {
        found = UidDbFile.parse(directory);
        if (found.isEmpty()) {
          found = Optional.of(new UidDb(storage.uidValidity().next(), 1, List.of()));
          storage.files().replace(directory.uidDb(), found.get().render(), directory.tmp());
        }
      }
    }
    // Of a folder that nobody has open it is not known when it changed: it may be just now.
    long highestModSeq = new ModSequence(storage.clock()).next();
    return new FolderStatus(directory, wanted).count(found.get(), highestModSeq);
  }

  private MailboxStatus count(UidDb database, long highestModSeq) throws IOException {
    Set<String> known = HashSet.newHashSet(database.entries().size());
    database.entries().forEach(entry -> known.add(entry.base()));
    // Before cur: a message that another session moves there meanwhile must not be overlooked.
    Set<String> fresh = new HashSet<>();
    FolderDirectory.list(
        directory.fresh(),
        text -> {
          MaildirFileName name = MaildirFileName.parse(text);
          fresh.add(name.base());
          count(directory.fresh().resolve(text), name, known);
        });
    FolderDirectory.list(
        directory.cur(),
        text -> {
          MaildirFileName name = MaildirFileName.parse(text);
          if (!fresh.contains(name.base())) {
            count(directory.cur().resolve(text), name, known);
          }
        });
    return new MailboxStatus(
        messages,
        recent,
        database.nextUid() + recent,
        database.uidValidity(),
        unseen,
        deleted,
        size,
        highestModSeq,
        MailboxId.of(directory, database.uidValidity()));
  }

  private void count(Path file, MaildirFileName name, Set<String> known) throws IOException {
    messages++;
    if (sized) {
      size += size(file);
    }
    if (!known.contains(name.base())) {
      recent++;
    }
    Set<SystemFlag> flags = MaildirFileName.flags(name.info());
    if (!flags.contains(SystemFlag.SEEN)) {
      unseen++;
    }
    if (flags.contains(SystemFlag.DELETED)) {
      deleted++;
    }
  }

  private static long size(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return CrlfInputStream.length(in);
    } catch (NoSuchFileException renamedOrGone) {
      return 0;
    }
  }
}

package dev.postroom.imap.maildir.folder;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.maildir.files.CrlfInputStream;
import dev.postroom.imap.maildir.files.DotLock;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MailboxId;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.storage.Storage;
import dev.postroom.imap.maildir.uiddb.UidDb;
import dev.postroom.imap.maildir.uiddb.UidDbFile;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.StoredMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts for STATUS without selecting: nothing is moved. Messages in {@code new}, and such in
 * {@code cur} as have no UID yet, count as recent, and UIDNEXT is what the next message gets once
 * those have theirs.
 *
 * <p>A folder whose view is known to be up to date is not listed. Otherwise it is counted from its
 * directories, without giving UIDs, unless what is asked for is what only a view keeps: sizes,
 * which would mean opening every file each time, and mod-sequences. Then it is scanned, and
 * messages get UIDs, as at the next SELECT.
 *
 * <p>Courier tells a UIDVALIDITY that it does not keep when a folder has no database yet, so that a
 * later SELECT tells another. Here the folder gets its database then, without messages in it.
 */
public final class FolderStatus {

  private final FolderDirectory directory;
  private final Set<StatusItem> wanted;
  private int messages;
  private int recent;
  private int unseen;
  private int deleted;
  private long size;

  FolderStatus(FolderDirectory directory, Set<StatusItem> wanted) {
    this.directory = directory;
    this.wanted = wanted;
  }

  /** Whether something is asked for that is not counted from the directories. */
  static boolean needsView(Set<StatusItem> wanted) {
    return wanted.contains(StatusItem.SIZE) || wanted.contains(StatusItem.HIGHESTMODSEQ);
  }

  /** Counts from the directories what does not {@linkplain #needsView need a view}. */
  public static MailboxStatus of(FolderDirectory directory, Storage storage, Set<StatusItem> wanted)
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
    return new FolderStatus(directory, wanted).of(found.get());
  }

  /**
   * The names in {@code new}. Taken before {@code cur} is looked at: a message that another session
   * moves there meanwhile must not be overlooked.
   */
  List<String> namesInNew() throws IOException {
    var names = new ArrayList<String>();
    FolderDirectory.list(directory.fresh(), names::add);
    return names;
  }

  /**
   * Counts from a view that tells all there is in {@code cur}. Under the folder's lock.
   *
   * @param unclaimed how many of its messages are recent
   * @param fresh the names in {@code new}
   */
  public MailboxStatus of(FolderView view, int unclaimed, List<String> fresh) throws IOException {
    recent = unclaimed;
    for (StoredMessage message : view.messages()) {
      messages++;
      count(message.flags().system());
      if (wanted.contains(StatusItem.SIZE)) {
        size += size(view, message);
      }
    }
    for (String text : fresh) {
      MaildirFileName name = MaildirFileName.parse(text);
      if (view.find(name.base()).isEmpty()) {
        count(name, Set.of());
        if (wanted.contains(StatusItem.SIZE)) {
          size += size(directory.fresh().resolve(text)).orElse(0);
        }
      }
    }
    long uidNext = view.uidNext() + recent - unclaimed;
    return status(view.uidValidity(), uidNext, view.highestModSeq());
  }

  private MailboxStatus of(UidDb database) throws IOException {
    Set<String> known = HashSet.newHashSet(database.entries().size());
    database.entries().forEach(entry -> known.add(entry.base()));
    Set<String> fresh = new HashSet<>();
    for (String text : namesInNew()) {
      MaildirFileName name = MaildirFileName.parse(text);
      fresh.add(name.base());
      count(name, known);
    }
    FolderDirectory.list(
        directory.cur(),
        text -> {
          MaildirFileName name = MaildirFileName.parse(text);
          if (!fresh.contains(name.base())) {
            count(name, known);
          }
        });
    return status(database.uidValidity(), database.nextUid() + recent, 0);
  }

  private MailboxStatus status(long uidValidity, long uidNext, long highestModSeq)
      throws IOException {
    String id = wanted.contains(StatusItem.MAILBOXID) ? MailboxId.of(directory, uidValidity) : "";
    return new MailboxStatus(
        messages, recent, uidNext, uidValidity, unseen, deleted, size, highestModSeq, id);
  }

  private void count(MaildirFileName name, Set<String> known) {
    messages++;
    if (!known.contains(name.base())) {
      recent++;
    }
    count(MaildirFileName.flags(name.info()));
  }

  private void count(Set<SystemFlag> flags) {
    if (!flags.contains(SystemFlag.SEEN)) {
      unseen++;
    }
    if (flags.contains(SystemFlag.DELETED)) {
      deleted++;
    }
  }

  private long size(FolderView view, StoredMessage message) throws IOException {
    if (message.size().isEmpty()) {
      OptionalLong counted = size(directory.cur().resolve(message.fileName()));
      counted.ifPresent(message::counted);
      view.learned(message);
      return counted.orElse(0);
    }
    return message.size().getAsLong();
  }

  private static OptionalLong size(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return OptionalLong.of(new CrlfInputStream(in).countRest());
    } catch (NoSuchFileException renamedOrGone) {
      return OptionalLong.empty();
    }
  }
}

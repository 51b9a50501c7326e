package dev.postroom.imap.maildir;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An INBOX of five messages, which is opened by one server after the other, each with the index of
 * the last.
 */
final class IndexedInbox {

  private final Path maildir;
  final Path index;

  IndexedInbox(Path maildir) throws Exception {
    this.maildir = maildir;
    index = maildir.resolve("postroomindex/index");
    for (String directory : new String[] {"cur", "new", "tmp"}) {
      Files.createDirectories(maildir.resolve(directory));
    }
    for (int i = 1; i <= 5; i++) {
      Files.writeString(maildir.resolve("cur/" + i + ".a:2,"), "text " + i + "\n");
    }
  }

  /** What a client sees of a folder. */
  record Seen(long uidValidity, long uidNext, long highest, List<MessageState> messages) {

    Map<Long, Flags> flags() {
      var flags = new TreeMap<Long, Flags>();
      messages.forEach(message -> flags.put(message.uid(), message.flags()));
      return flags;
    }

    long modSeq(long uid) {
      return messages.stream().filter(m -> m.uid() == uid).findFirst().orElseThrow().modSeq();
    }
  }

  /** Something that is done with an open mailbox. */
  @FunctionalInterface
  interface Work {
    void with(SelectedMailbox mailbox) throws Exception;
  }

  /** Opens INBOX with a server that has just been started. */
  Seen open(Work work) throws Exception {
    try (var server = new MailServer(maildir, "a");
        SelectedMailbox mailbox = server.store.select(MailboxName.INBOX, false)) {
      List<MessageState> messages = mailbox.messages();
      var seen =
          new Seen(mailbox.uidValidity(), mailbox.uidNext(), mailbox.highestModSeq(), messages);
      work.with(mailbox);
      return seen;
    }
  }

  Seen open() throws Exception {
    return open(mailbox -> {});
  }

  static TreeSet<Long> uids(Long... uids) {
    return new TreeSet<>(Set.of(uids));
  }

  static void store(SelectedMailbox mailbox, Flags flags, Long... uids) throws Exception {
    mailbox.store(uids(uids), new FlagChange(Mode.ADD, flags), OptionalLong.empty());
  }

  static void expunge(SelectedMailbox mailbox, long uid) throws Exception {
    store(mailbox, Flags.of(SystemFlag.DELETED), uid);
    mailbox.expunge(Optional.of(uids(uid)));
  }

  /** Has all changes lie so far back that their times are trusted. */
  void letTimePass() throws Exception {
    for (String directory : new String[] {"cur", "new", "courierimapkeywords"}) {
      if (Files.exists(maildir.resolve(directory))) {
        Files.setLastModifiedTime(
            maildir.resolve(directory), FileTime.from(Instant.now().minusSeconds(60)));
      }
    }
  }
}

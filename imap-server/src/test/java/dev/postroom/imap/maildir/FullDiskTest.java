package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxChange.Vanished;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.maildir.account.MaildirStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that takes no more: mail can be read and deleted, and nothing is taken for done. */
class FullDiskTest {

  private static final MailboxName INBOX = MailboxName.INBOX;

  @TempDir Path maildir;
  private FailingFiles files;
  private MaildirStore store;

  @BeforeEach
  void open() throws Exception {
    files = new FailingFiles(true);
    store = files.store(maildir);
    Files.writeString(maildir.resolve("cur/1.a:2,"), "\n");
    Files.writeString(maildir.resolve("cur/2.a:2,"), "\n");
    store.select(INBOX, false).close();
  }

  private List<Long> uids() throws Exception {
    try (SelectedMailbox inbox = store.select(INBOX, false)) {
      return inbox.messages().stream().map(MessageState::uid).toList();
    }
  }

  @Test
  void aScanThatFailedIsNotTakenForDone() throws Exception {
    MailServer.deliver(maildir, "3.a", "\n");
    for (String directory : new String[] {"cur", "new"}) {
      // So that the times of the directories are trusted at once.
      Files.setLastModifiedTime(
          maildir.resolve(directory), FileTime.from(Instant.now().minusSeconds(60)));
    }
    files.failAfter(0);
    assertThatThrownBy(() -> store.select(INBOX, false)).isInstanceOf(MailboxException.class);
    assertThatThrownBy(() -> store.select(INBOX, false)).isInstanceOf(MailboxException.class);

    files.recover();
    assertThat(uids()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void onlyMessagesWhoseUidsCannotBeKeptAreHidden() throws Exception {
    Files.writeString(maildir.resolve("cur/3.a:2,"), "\n");
    files.failAfter(0);
    assertThat(uids()).containsExactly(1L, 2L);

    files.recover();
    assertThat(uids()).hasSize(3).startsWith(1L, 2L);
    assertThat(Files.readString(maildir.resolve("courierimapuiddb")).lines()).hasSize(4);
  }

  @Test
  void whatHasUidsCanBeReadWhereNothingCanBeWritten() throws Exception {
    MailServer.deliver(maildir, "3.a", "\n");
    files.becomeReadOnly();

    try (SelectedMailbox inbox = store.select(INBOX, true)) {
      assertThat(inbox.messages()).extracting(MessageState::uid).containsExactly(1L, 2L);
      assertThat(inbox.content(2)).isPresent();
      Files.move(maildir.resolve("cur/1.a:2,"), maildir.resolve("cur/1.a:2,S"));
      Files.delete(maildir.resolve("cur/2.a:2,"));
      inbox.refresh();
      assertThat(WithoutModSeq.changes(inbox.changes()))
          .containsExactlyInAnyOrder(
              new Vanished(List.of(2L)), new Flagged(1, Flags.of(SystemFlag.SEEN), 0));
    }
    assertThat(maildir.resolve("new/3.a")).exists();
  }

  @Test
  void whatIsExpungedIsToldEvenWhenTheDatabaseCannotFollow() throws Exception {
    try (SelectedMailbox inbox = store.select(INBOX, false);
        SelectedMailbox other = store.select(INBOX, false)) {
      inbox.store(
          new TreeSet<>(List.of(1L)),
          new FlagChange(Mode.ADD, Flags.of(SystemFlag.DELETED)),
          OptionalLong.empty());
      other.changes();
      // The file is deleted and its directory synced; then the database is to be replaced.
      files.failAfter(2);
      inbox.expunge(Optional.empty());

      assertThat(files.hasFailed()).isTrue();
      assertThat(inbox.changes()).contains(new Vanished(List.of(1L)));
      assertThat(other.changes()).contains(new Vanished(List.of(1L)));
      files.recover();
    }
    assertThat(uids()).containsExactly(2L);
  }
}

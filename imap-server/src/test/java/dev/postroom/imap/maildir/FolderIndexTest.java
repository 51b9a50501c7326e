package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.maildir.index.FolderIndex;
import dev.postroom.imap.maildir.uiddb.UidDb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index is good for. */
class FolderIndexTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final List<UidRange> ALL = List.of(new UidRange(1, UidDb.MAX_UID));

  @TempDir private Path maildir;
  private IndexedInbox inbox;

  @BeforeEach
  void layOut() throws Exception {
    inbox = new IndexedInbox(maildir);
  }

  @Test
  void modSequencesSurviveARestart() throws Exception {
    inbox.open(
        mailbox -> {
          IndexedInbox.store(mailbox, Flags.of(SystemFlag.SEEN), 2L);
          IndexedInbox.store(mailbox, new Flags(Set.of(), Set.of("Work")), 3L);
          IndexedInbox.expunge(mailbox, 4L);
        });
    inbox.letTimePass();
    IndexedInbox.Seen second = inbox.open();
    IndexedInbox.Seen third = inbox.open();

    assertThat(second.flags())
        .isEqualTo(
            Map.of(
                1L,
                Flags.NONE,
                2L,
                Flags.of(SystemFlag.SEEN),
                3L,
                new Flags(Set.of(), Set.of("Work")),
                5L,
                Flags.NONE));
    assertThat(second.modSeq(2)).isGreaterThan(second.modSeq(1));
    assertThat(second.modSeq(3)).isGreaterThan(second.modSeq(2));
    assertThat(third.messages())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("recent")
        .isEqualTo(second.messages());
    assertThat(third.highest()).isEqualTo(second.highest()).isGreaterThan(third.modSeq(3));
  }

  @Test
  void whatWasExpungedIsKnownAfterARestart() throws Exception {
    var between = new ArrayList<Long>();
    inbox.open(
        mailbox -> {
          IndexedInbox.expunge(mailbox, 2L);
          between.add(mailbox.highestModSeq());
          IndexedInbox.expunge(mailbox, 4L);
        });
    Files.delete(maildir.resolve("cur/5.a:2,"));
    inbox.open(
        mailbox ->
            assertThat(mailbox.vanishedSince(between.getFirst(), ALL))
                .containsExactly(new UidRange(4, 5)));
  }

  @Test
  void aFolderWhoseStampsAreTheSameIsNotListed() throws Exception {
    inbox.open();
    inbox.letTimePass();
    inbox.open();
    // Nobody could do this unnoticed. It shows that nobody looked.
    FileTime before = Files.getLastModifiedTime(maildir.resolve("cur"));
    Files.delete(maildir.resolve("cur/5.a:2,"));
    Files.setLastModifiedTime(maildir.resolve("cur"), before);

    assertThat(inbox.open().flags()).containsOnlyKeys(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void anIndexDeletedWhileTheFolderIsOpenIsWrittenAnewWithTheNextChange() throws Exception {
    inbox.open(
        mailbox -> {
          Files.delete(inbox.index);
          Files.delete(inbox.index.getParent());
          IndexedInbox.store(mailbox, Flags.of(SystemFlag.SEEN), 2L);
          assertThat(inbox.index).exists();
        });
    assertThat(inbox.open().flags().get(2L)).isEqualTo(Flags.of(SystemFlag.SEEN));
  }

  @Test
  void aChangeOfOneMessageIsAppendedAndNowAndThenTheFileIsReplaced() throws Exception {
    for (int i = 6; i <= 2000; i++) {
      Files.writeString(maildir.resolve("cur/" + i + ".a:2,"), "\n");
    }
    inbox.open(
        mailbox -> {
          long whole = Files.size(inbox.index);
          Object inode = Files.getAttribute(inbox.index, "unix:ino");
          IndexedInbox.store(mailbox, Flags.of(SystemFlag.SEEN), 2L);
          assertThat(Files.size(inbox.index) - whole).isBetween(1L, 600L);
          assertThat(Files.getAttribute(inbox.index, "unix:ino")).isEqualTo(inode);
          for (long i = 0; i < 1000; i++) {
            var mode = i % 2 == 0 ? Mode.REMOVE : Mode.ADD;
            mailbox.store(
                IndexedInbox.uids(i / 2 + 1),
                new FlagChange(mode, Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED)),
                OptionalLong.empty());
          }
          assertThat(Files.size(inbox.index)).isLessThan(2 * whole + FolderIndex.MIN_LOG_BYTES);
        });
  }

  @Test
  void sizesDatesAndDigestsAreKnownWithoutOpeningTheMessage() throws Exception {
    byte[] digest = new byte[] {1, 2, 3};
    byte[] large = new byte[MessageContent.MAX_DIGEST];
    inbox.open(
        mailbox -> {
          MessageContent content = mailbox.content(1).orElseThrow();
          assertThat(content.size()).isEqualTo(8);
          assertThat(content.digest()).isEmpty();
          content.keepDigest(digest);
          assertThat(content.digest()).contains(digest);
          mailbox.content(2).orElseThrow().keepDigest(large);
        });
    Files.writeString(maildir.resolve("cur/1.a:2,"), "now it is another text, as never happens\n");
    inbox.open(
        mailbox -> {
          MessageContent content = mailbox.content(1).orElseThrow();
          assertThat(content.size()).isEqualTo(8);
          assertThat(content.digest()).contains(digest);
          assertThat(mailbox.content(2).orElseThrow().digest()).contains(large);
          assertThat(mailbox.content(3).orElseThrow().digest()).isEmpty();
        });
  }

  @Test
  void twoServersOnOneFolderBothTellTheTruthAndSoDoesWhatTheyLeave() throws Exception {
    try (var here = new MailServer(maildir, "here");
        var there = new MailServer(maildir, "there")) {
      try (SelectedMailbox mine = here.store.select(INBOX, false);
          SelectedMailbox other = there.store.select(INBOX, false)) {
        for (long uid = 1; uid <= 5; uid++) {
          IndexedInbox.store(uid % 2 == 0 ? mine : other, Flags.of(SystemFlag.SEEN), uid);
        }
        IndexedInbox.expunge(mine, 3L);
        mine.refresh();
        other.refresh();
        here.append("INBOX", "new\n", Flags.of(SystemFlag.DRAFT));
        there.append("INBOX", "new\n", Flags.of(SystemFlag.DRAFT));
        IndexedInbox.store(other, Flags.of(SystemFlag.FLAGGED), 5L);
      }
    }
    IndexedInbox.Seen now = inbox.open(mailbox -> mailbox.expunge(Optional.empty()));

    Flags seen = Flags.of(SystemFlag.SEEN);
    Flags draft = Flags.of(SystemFlag.DRAFT);
    assertThat(now.flags())
        .isEqualTo(
            Map.of(
                1L, seen,
                2L, seen,
                4L, seen,
                5L, Flags.of(SystemFlag.SEEN, SystemFlag.FLAGGED),
                6L, draft,
                7L, draft));
  }
}

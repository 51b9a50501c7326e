package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.UidRange;
import dev.postroom.imap.maildir.view.ModSequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mod-sequences (RFC 7162), as a folder gives them. */
class ModSequenceTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final FlagChange SEE = new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN));
  private static final FlagChange DELETE = new FlagChange(Mode.ADD, Flags.of(SystemFlag.DELETED));

  @TempDir private Path maildir;
  private MailServer server;

  @BeforeEach
  void start() throws Exception {
    for (String directory : new String[] {"cur", "new", "tmp"}) {
      Files.createDirectories(maildir.resolve(directory));
    }
    server = new MailServer(maildir, "a");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static TreeSet<Long> uids(Long... uids) {
    return new TreeSet<>(Set.of(uids));
  }

  private void message(int number) throws Exception {
    Files.writeString(maildir.resolve("cur/" + number + ".a:2,"), "\n");
  }

  @Test
  void isNotBelowTheClockAndAboveAllEarlierOnesEvenWhenTheClockStands() {
    Instant now = Instant.parse("2026-11-22T04:00:00.123456Z");
    var sequence = new ModSequence(Clock.fixed(now, ZoneOffset.UTC));

    assertThat(sequence.next()).isEqualTo(1_795_320_000_123_456L);
    assertThat(sequence.next()).isEqualTo(1_795_320_000_123_457L);
    assertThat(sequence.highest()).isEqualTo(1_795_320_000_123_457L);
  }

  @Test
  void everyChangeGetsAHigherOneAndOnlyWhatChanged() throws Exception {
    message(1);
    message(2);
    try (SelectedMailbox mine = server.store.select(INBOX, false);
        SelectedMailbox other = server.store.select(INBOX, false)) {
      List<MessageState> before = mine.messages();
      long highest = mine.highestModSeq();
      assertThat(before).extracting(MessageState::modSeq).allMatch(modSeq -> modSeq <= highest);

      MessageState now = mine.store(uids(1L), SEE, OptionalLong.empty()).now().get(1L);

      assertThat(now.modSeq()).isGreaterThan(highest).isEqualTo(mine.highestModSeq());
      assertThat(other.changes()).containsExactly(new Flagged(1, now.flags(), now.modSeq()));
      assertThat(mine.store(uids(1L), SEE, OptionalLong.empty()).now().get(1L)).isEqualTo(now);
      try (SelectedMailbox later = server.store.select(INBOX, false)) {
        assertThat(later.messages())
            .extracting(MessageState::modSeq)
            .containsExactly(now.modSeq(), before.get(1).modSeq());
      }
    }
  }

  @Test
  void expungeRaisesTheHighest() throws Exception {
    message(1);
    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      inbox.store(uids(1L), DELETE, OptionalLong.empty());
      long highest = inbox.highestModSeq();
      inbox.expunge(Optional.empty());
      assertThat(inbox.highestModSeq()).isGreaterThan(highest);
    }
  }

  @Test
  void leavesAloneWhatChangedSince() throws Exception {
    message(1);
    message(2);
    message(3);
    try (SelectedMailbox mine = server.store.select(INBOX, false)) {
      long known = mine.highestModSeq();
      mine.store(uids(2L), SEE, OptionalLong.empty());
      // Behind the server's back, too.
      Files.move(maildir.resolve("cur/3.a:2,"), maildir.resolve("cur/3.a:2,F"));

      SelectedMailbox.Stored stored = mine.store(uids(1L, 2L, 3L), DELETE, OptionalLong.of(known));

      assertThat(stored.modified()).containsExactly(2L, 3L);
      assertThat(stored.now()).containsOnlyKeys(1L);
      assertThat(MailServer.files(maildir.resolve("cur")))
          .containsExactly("1.a:2,T", "2.a:2,S", "3.a:2,F");
    }
  }

  @Test
  void tellsWhatWasExpungedSinceAndWhereItDoesNotKnowAllThatIsGone() throws Exception {
    for (int i = 1; i <= 6; i++) {
      message(i);
    }
    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      expunge(inbox, uids(2L));
      long between = inbox.highestModSeq();
      expunge(inbox, uids(4L, 5L));

      List<UidRange> all = List.of(new UidRange(1, 4_294_967_295L));
      assertThat(inbox.vanishedSince(between, all)).containsExactly(new UidRange(4, 5));
      assertThat(inbox.vanishedSince(between, List.of(new UidRange(5, 9), new UidRange(1, 2))))
          .containsExactly(new UidRange(5, 5));
      assertThat(inbox.vanishedSince(inbox.highestModSeq(), all)).isEmpty();
      assertThat(inbox.vanishedSince(1, all))
          .containsExactly(new UidRange(2, 2), new UidRange(4, 5));
      assertThat(inbox.vanishedSince(1, List.of(new UidRange(5, 100))))
          .containsExactly(new UidRange(5, 5));
    }
  }

  @Test
  void aRenamedMailboxKeepsItsIdAndANewOneOfItsNameGetsAnother() throws Exception {
    var old = new MailboxName("INBOX.old");
    var renamed = new MailboxName("INBOX.renamed");
    server.store.create(old);
    String id = id(old);
    server.store.rename(old, renamed);
    server.store.create(old);

    assertThat(id(renamed)).isEqualTo(id).matches("[A-Za-z0-9_-]{1,255}");
    assertThat(id(old)).isNotEqualTo(id);
  }

  private String id(MailboxName name) throws Exception {
    try (SelectedMailbox mailbox = server.store.select(name, true)) {
      return mailbox.mailboxId();
    }
  }

  private static void expunge(SelectedMailbox mailbox, SortedSet<Long> uids) throws Exception {
    mailbox.store(uids, DELETE, OptionalLong.empty());
    mailbox.expunge(Optional.of(uids));
  }
}

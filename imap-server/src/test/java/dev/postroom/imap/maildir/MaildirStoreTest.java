package dev.postroom.imap.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange.Arrived;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxChange.Vanished;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaildirStoreTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final MailboxName SENT = new MailboxName("INBOX.Sent");

  @TempDir Path home;
  private Path maildir;
  private MailServer server;

  @BeforeEach
  void open() throws Exception {
    maildir = home.resolve("Maildir");
    server = new MailServer(maildir, "one");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void makesTheMaildirOfTheFirstLogin() throws Exception {
    assertThat(MailServer.files(maildir)).containsExactly("cur", "new", "tmp");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(maildir)))
        .isEqualTo("rwx------");
  }

  @Test
  void givesNewMessagesUidsInTheOrderOfTheirDeliveryAndWritesCouriersDatabase() throws Exception {
    MailServer.deliver(maildir, "1000000010.M1P1.host,S=3", "b\n\n");
    MailServer.deliver(maildir, "999999999.M1P1.host,S=3", "a\n\n");

    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      assertThat(WithoutModSeq.messages(inbox.messages()))
          .containsExactly(
              new MessageState(1, Flags.NONE, true, 0), new MessageState(2, Flags.NONE, true, 0));
      assertThat(inbox.uidNext()).isEqualTo(3);
      assertThat(Files.readString(maildir.resolve("courierimapuiddb")))
          .isEqualTo(
              """
              1 %d 3
              1 999999999.M1P1.host,S=3
              2 1000000010.M1P1.host,S=3
              """
                  .formatted(inbox.uidValidity()));
      assertThat(MailServer.files(maildir.resolve("cur")))
          .containsExactly("1000000010.M1P1.host,S=3:2,", "999999999.M1P1.host,S=3:2,");
      assertThat(MailServer.files(maildir.resolve("new"))).isEmpty();
      assertThat(MailServer.files(maildir.resolve("tmp"))).isEmpty();
    }
  }

  @Test
  void keepsTheUidsOfAnExistingDatabase() throws Exception {
    Files.writeString(
        maildir.resolve("courierimapuiddb"), "1 777 50\n7 1.a\n30 2.b,S=1\n40 gone\n");
    Files.writeString(maildir.resolve("cur/2.b,S=1:2,FS"), "\n");
    Files.writeString(maildir.resolve("cur/1.a:2,"), "\n");
    Files.writeString(maildir.resolve("cur/0.c:2,T"), "\n");

    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      assertThat(inbox.uidValidity()).isEqualTo(777);
      assertThat(WithoutModSeq.messages(inbox.messages()))
          .containsExactly(
              new MessageState(7, Flags.NONE, false, 0),
              new MessageState(30, Flags.of(SystemFlag.FLAGGED, SystemFlag.SEEN), false, 0),
              new MessageState(50, Flags.of(SystemFlag.DELETED), true, 0));
    }
    assertThat(Files.readString(maildir.resolve("courierimapuiddb")))
        .isEqualTo("1 777 51\n7 1.a\n30 2.b,S=1\n50 0.c\n");
  }

  @Test
  void letsGoOfTheMessagesItFoundOnceTheyAreTaken() throws Exception {
    MailServer.deliver(maildir, "1.a", "\n");
    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      assertThat(WithoutModSeq.messages(inbox.messages()))
          .containsExactly(new MessageState(1, Flags.NONE, true, 0));

      assertThatThrownBy(inbox::messages)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the messages of INBOX were taken already, later ones are changes");
    }
  }

  @Test
  void appendsWithBareLfAndItsSizeInTheName() throws Exception {
    long uid = server.append("INBOX", "Subject: x\r\n\r\nbody\r\nend", Flags.of(SystemFlag.SEEN));

    assertThat(uid).isEqualTo(1);
    List<String> files = MailServer.files(maildir.resolve("cur"));
    assertThat(files)
        .singleElement()
        .asString()
        .matches("\\d+\\.M\\d+P4711V[0-9A-F]{16}I[0-9A-F]{16}_\\d+\\.one,S=21:2,S");
    Path file = maildir.resolve("cur").resolve(files.getFirst());
    assertThat(file).hasContent("Subject: x\n\nbody\nend\n");
    assertThat(Files.getLastModifiedTime(file).toInstant()).isEqualTo(Instant.ofEpochSecond(86400));
    assertThat(MailServer.files(maildir.resolve("tmp"))).isEmpty();
    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      assertThat(WithoutModSeq.messages(inbox.messages()))
          .containsExactly(new MessageState(1, Flags.of(SystemFlag.SEEN), false, 0));
      MessageContent content = inbox.content(1).orElseThrow();
      assertThat(content.internalDate()).isEqualTo(Instant.ofEpochSecond(86400));
      try (InputStream in = content.open()) {
        byte[] bytes = in.readAllBytes();
        assertThat(new String(bytes, ISO_8859_1)).isEqualTo("Subject: x\r\n\r\nbody\r\nend\r\n");
        assertThat(content.size()).isEqualTo(bytes.length);
      }
    }
  }

  @Test
  void anAppendThatIsNotCommittedLeavesNothing() throws Exception {
    try (var append = server.store.append(INBOX)) {
      append.add(Flags.NONE, Optional.empty(), InputStream.nullInputStream());
      append.add(Flags.NONE, Optional.empty(), InputStream.nullInputStream());
    }

    assertThat(MailServer.files(maildir.resolve("cur"))).isEmpty();
    assertThat(MailServer.files(maildir.resolve("tmp"))).isEmpty();
  }

  @Test
  void severalAppendedMessagesBecomeMessagesTogetherAndInOrder() throws Exception {
    try (var append = server.store.append(INBOX)) {
      append.add(Flags.of(SystemFlag.SEEN), Optional.empty(), text("a\r\n"));
      append.add(Flags.NONE, Optional.empty(), text("bcd\r\n"));
      assertThat(MailServer.files(maildir.resolve("cur"))).isEmpty();

      assertThat(append.commit().destinations()).containsExactly(1L, 2L);
    }

    assertThat(MailServer.files(maildir.resolve("cur")))
        .satisfiesExactlyInAnyOrder(
            first -> assertThat(first).endsWith(",S=2:2,S"),
            second -> assertThat(second).endsWith(",S=4:2,"));
    assertThat(MailServer.files(maildir.resolve("tmp"))).isEmpty();
  }

  @Test
  void ofSeveralAppendedMessagesNoneStaysWhenTheClientLeavesInTheMiddle() throws Exception {
    try (var append = server.store.append(INBOX)) {
      append.add(Flags.NONE, Optional.empty(), text("a\r\n"));
      InputStream leaving =
          new SequenceInputStream(
              text("bc"),
              new InputStream() {
                @Override
                public int read() throws IOException {
                  throw new EOFException("the client is gone");
                }
              });
      assertThatThrownBy(() -> append.add(Flags.NONE, Optional.empty(), leaving))
          .isInstanceOf(EOFException.class);
    }

    assertThat(MailServer.files(maildir.resolve("cur"))).isEmpty();
    assertThat(MailServer.files(maildir.resolve("tmp"))).isEmpty();
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void changesFlagsInTheFileNameAndTellsOtherSessions() throws Exception {
    Files.writeString(maildir.resolve("cur/1.a:2,PSa"), "\n");
    try (SelectedMailbox mine = server.store.select(INBOX, false);
        SelectedMailbox other = server.store.select(INBOX, false)) {
      Map<Long, Flags> now =
          WithoutModSeq.store(
              mine, new FlagChange(Mode.ADD, Flags.of(SystemFlag.FLAGGED)), 1L, 99L);

      Flags expected = Flags.of(SystemFlag.FLAGGED, SystemFlag.SEEN);
      assertThat(now).containsExactly(Map.entry(1L, expected));
      assertThat(MailServer.files(maildir.resolve("cur"))).containsExactly("1.a:2,FPSa");
      assertThat(WithoutModSeq.changes(mine.changes())).isEmpty();
      assertThat(WithoutModSeq.changes(other.changes()))
          .containsExactly(new Flagged(1, expected, 0));
      assertThat(WithoutModSeq.changes(other.changes())).isEmpty();
    }
  }

  @Test
  void findsAMessageAgainWhoseFlagsAnotherProgramChanged() throws Exception {
    Files.writeString(maildir.resolve("cur/1.a:2,"), "text\n");
    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      Files.move(maildir.resolve("cur/1.a:2,"), maildir.resolve("cur/1.a:2,R"));

      assertThat(inbox.content(1)).isPresent();
      assertThat(
              WithoutModSeq.store(inbox, new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN)), 1L))
          .containsEntry(1L, Flags.of(SystemFlag.ANSWERED, SystemFlag.SEEN));
      assertThat(MailServer.files(maildir.resolve("cur"))).containsExactly("1.a:2,RS");
    }
  }

  @Test
  void aMessageThatIsGoneCannotBeReadAndVanishesAtTheNextRefresh() throws Exception {
    Files.writeString(maildir.resolve("cur/1.a:2,"), "text\n");
    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      Files.delete(maildir.resolve("cur/1.a:2,"));

      MessageContent content = inbox.content(1).orElseThrow();
      assertThatThrownBy(content::internalDate).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(content::open).isInstanceOf(NoSuchFileException.class);
      assertThat(
              WithoutModSeq.store(inbox, new FlagChange(Mode.ADD, Flags.of(SystemFlag.SEEN)), 1L))
          .isEmpty();
      inbox.refresh();
      assertThat(WithoutModSeq.changes(inbox.changes())).containsExactly(new Vanished(List.of(1L)));
    }
    assertThat(Files.readString(maildir.resolve("courierimapuiddb"))).endsWith(" 2\n");
  }

  @Test
  void expungesWhatIsMarkedAndTellsEverySession() throws Exception {
    for (String name : List.of("1.a:2,T", "2.b:2,", "3.c:2,ST", "4.d:2,T")) {
      Files.writeString(maildir.resolve("cur").resolve(name), "\n");
    }
    try (SelectedMailbox mine = server.store.select(INBOX, false);
        SelectedMailbox other = server.store.select(INBOX, false)) {
      mine.expunge(Optional.of(new TreeSet<>(Set.of(2L, 3L))));
      assertThat(WithoutModSeq.changes(mine.changes())).containsExactly(new Vanished(List.of(3L)));
      mine.expunge(Optional.empty());

      assertThat(WithoutModSeq.changes(mine.changes()))
          .containsExactly(new Vanished(List.of(1L, 4L)));
      assertThat(WithoutModSeq.changes(other.changes()))
          .containsExactly(new Vanished(List.of(1L, 3L, 4L)));
      assertThat(MailServer.files(maildir.resolve("cur"))).containsExactly("2.b:2,");
      assertThat(Files.readString(maildir.resolve("courierimapuiddb"))).endsWith(" 5\n2 2.b\n");
    }
  }

  @Test
  void movesJustTheseMessagesAndTellsEverySession() throws Exception {
    server.store.create(SENT);
    for (String name : List.of("1.a:2,T", "2.b:2,", "3.c:2,S")) {
      Files.writeString(maildir.resolve("cur").resolve(name), "\n");
    }
    try (SelectedMailbox mine = server.store.select(INBOX, false);
        SelectedMailbox other = server.store.select(INBOX, false);
        SelectedMailbox reader = server.store.select(INBOX, true)) {
      Files.move(maildir.resolve("cur/3.c:2,S"), maildir.resolve("cur/3.c:2,FS"));
      var uids = mine.move(new TreeSet<>(Set.of(2L, 3L, 9L)), SENT);

      assertThat(uids.sources()).containsExactly(2L, 3L);
      assertThat(uids.destinations()).containsExactly(1L, 2L);

      assertThat(WithoutModSeq.changes(mine.changes()))
          .containsExactly(new Vanished(List.of(2L, 3L)));
      assertThat(WithoutModSeq.changes(other.changes()))
          .containsExactly(new Vanished(List.of(2L, 3L)));
      assertThat(MailServer.files(maildir.resolve("cur"))).containsExactly("1.a:2,T");
      assertThat(Files.readString(maildir.resolve("courierimapuiddb"))).endsWith(" 4\n1 1.a\n");
      assertThatThrownBy(() -> reader.move(new TreeSet<>(Set.of(1L)), SENT))
          .isInstanceOf(MailboxException.class);
    }
  }

  @Test
  void copiesBytesFlagsAndDates() throws Exception {
    server.store.create(SENT);
    server.append("INBOX", "one\n", Flags.of(SystemFlag.FLAGGED));
    server.append("INBOX", "two\n", Flags.NONE);
    try (SelectedMailbox inbox = server.store.select(INBOX, true);
        SelectedMailbox sent = server.store.select(SENT, false)) {
      var uids = inbox.copy(new TreeSet<>(Set.of(1L, 2L)), SENT);

      assertThat(uids.uidValidity()).isEqualTo(sent.uidValidity());
      assertThat(uids.sources()).containsExactly(1L, 2L);
      assertThat(uids.destinations()).containsExactly(1L, 2L);
      assertThat(WithoutModSeq.changes(sent.changes()))
          .containsExactly(
              new Arrived(
                  List.of(
                      new MessageState(1, Flags.of(SystemFlag.FLAGGED), false, 0),
                      new MessageState(2, Flags.NONE, false, 0))));
      assertThat(sent.content(1).orElseThrow().internalDate())
          .isEqualTo(Instant.ofEpochSecond(86400));
      try (InputStream in = sent.content(2).orElseThrow().open()) {
        assertThat(in.readAllBytes()).isEqualTo("two\r\n".getBytes(ISO_8859_1));
      }
    }
  }

  @Test
  void copiesNothingWhenOneMessageHasVanished() throws Exception {
    server.store.create(SENT);
    server.append("INBOX", "one\n", Flags.NONE);
    Files.writeString(maildir.resolve("cur/9999999999.b:2,"), "two\n");
    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      Files.delete(maildir.resolve("cur/9999999999.b:2,"));

      assertThatThrownBy(() -> inbox.copy(new TreeSet<>(Set.of(1L, 2L)), SENT))
          .isInstanceOfSatisfying(
              MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.EXPUNGE_ISSUED));
    }
    assertThat(MailServer.files(maildir.resolve(".Sent/cur"))).isEmpty();
    assertThat(MailServer.files(maildir.resolve(".Sent/tmp"))).isEmpty();
  }

  @Test
  void onlyTheSessionWhoseScanFoundAMessageSeesItAsRecent() throws Exception {
    try (SelectedMailbox first = server.store.select(INBOX, false);
        SelectedMailbox second = server.store.select(INBOX, false)) {
      MailServer.deliver(maildir, "1.new", "\n");
      second.refresh();

      assertThat(WithoutModSeq.changes(second.changes()))
          .containsExactly(new Arrived(List.of(new MessageState(1, Flags.NONE, true, 0))));
      assertThat(WithoutModSeq.changes(first.changes()))
          .containsExactly(new Arrived(List.of(new MessageState(1, Flags.NONE, false, 0))));
    }
  }

  @Test
  void examineDoesNotTakeRecentAway() throws Exception {
    MailServer.deliver(maildir, "1.new", "\n");
    try (SelectedMailbox reader = server.store.select(INBOX, true);
        SelectedMailbox writer = server.store.select(INBOX, false);
        SelectedMailbox later = server.store.select(INBOX, false)) {
      assertThat(WithoutModSeq.messages(reader.messages()))
          .containsExactly(new MessageState(1, Flags.NONE, true, 0));
      assertThat(WithoutModSeq.messages(writer.messages()))
          .containsExactly(new MessageState(1, Flags.NONE, true, 0));
      assertThat(WithoutModSeq.messages(later.messages()))
          .containsExactly(new MessageState(1, Flags.NONE, false, 0));
    }
  }
}

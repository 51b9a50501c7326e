package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import dev.postroom.imap.mailbox.MailboxChange.Vanished;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxException.Reason;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.StatusItem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mailboxes as such: how they come, are renamed, listed, subscribed and go. */
class MaildirMailboxesTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final MailboxName SENT = new MailboxName("INBOX.Sent");
  private static final Set<StatusItem> ALL = EnumSet.allOf(StatusItem.class);

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
  void listsFoldersAndTheParentsThatAreOnlyNames() throws Exception {
    server.store.create(new MailboxName("INBOX.a.b"));
    server.store.create(new MailboxName("INBOX.Entwürfe"));
    Files.createDirectory(maildir.resolve(".not-a-folder"));
    MailServer.deliver(maildir, "1.new", "\n");

    assertThat(server.store.list(false))
        .containsExactly(
            new ListedMailbox(INBOX, true, true, Optional.of(true), Set.of()),
            new ListedMailbox(
                new MailboxName("INBOX.Entwürfe"), true, false, Optional.empty(), Set.of()),
            new ListedMailbox(new MailboxName("INBOX.a"), false, true, Optional.empty(), Set.of()),
            new ListedMailbox(
                new MailboxName("INBOX.a.b"), true, false, Optional.empty(), Set.of()));
    assertThat(MailServer.files(maildir.resolve(".a.b")))
        .containsExactly(
            "courierimapacl", "courierimapuiddb", "cur", "maildirfolder", "new", "tmp");
  }

  @Test
  void aMailboxThatIsMadeAnewHasAnotherUidValidity() throws Exception {
    server.store.create(SENT);
    long before = server.store.status(SENT, ALL).uidValidity();
    server.store.delete(SENT);
    server.store.create(SENT);

    assertThat(server.store.status(SENT, ALL).uidValidity()).isGreaterThan(before);
    assertThatThrownBy(() -> server.store.create(SENT))
        .isInstanceOfSatisfying(
            MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.ALREADY_EXISTS));
  }

  @Test
  void aDeletedMailboxVanishesForThoseWhoHaveItOpen() throws Exception {
    server.store.create(SENT);
    server.append("INBOX.Sent", "x\n", Flags.NONE);
    try (SelectedMailbox sent = server.store.select(SENT, false)) {
      server.store.delete(SENT);
      server.store.create(SENT);

      sent.refresh();
      assertThat(WithoutModSeq.changes(sent.changes())).containsExactly(new Vanished(List.of(1L)));
      sent.refresh();
      assertThat(WithoutModSeq.changes(sent.changes())).isEmpty();
      try (SelectedMailbox anew = server.store.select(SENT, false)) {
        assertThat(WithoutModSeq.messages(anew.messages())).isEmpty();
        assertThat(anew.uidValidity()).isGreaterThan(sent.uidValidity());
      }
    }
  }

  /** RFC 9051 section 6.3.5. */
  @Test
  void deletingAMailboxLeavesWhatIsBelowIt() throws Exception {
    server.store.create(new MailboxName("INBOX.a"));
    server.store.create(new MailboxName("INBOX.a.b"));
    server.append("INBOX.a.b", "x\n", Flags.NONE);

    server.store.delete(new MailboxName("INBOX.a"));

    assertThat(server.store.list(false))
        .extracting(mailbox -> mailbox.name().value() + " " + mailbox.selectable())
        .containsExactly("INBOX true", "INBOX.a false", "INBOX.a.b true");
    assertThat(server.store.status(new MailboxName("INBOX.a.b"), ALL).messages()).isEqualTo(1);
  }

  @Test
  void renamesAMailboxAndAllBelowItKeepingUidsUnderANewUidValidity() throws Exception {
    server.store.create(new MailboxName("INBOX.a"));
    server.store.create(new MailboxName("INBOX.a.b"));
    server.store.create(new MailboxName("INBOX.ab"));
    server.append("INBOX.a", "x\n", Flags.NONE);
    MailboxStatus before = server.store.status(new MailboxName("INBOX.a"), ALL);

    server.store.rename(new MailboxName("INBOX.a"), new MailboxName("INBOX.c"));

    assertThat(server.store.list(false))
        .extracting(mailbox -> mailbox.name().value())
        .containsExactly("INBOX", "INBOX.ab", "INBOX.c", "INBOX.c.b");
    MailboxStatus after = server.store.status(new MailboxName("INBOX.c"), ALL);
    assertThat(after.uidNext()).isEqualTo(before.uidNext()).isEqualTo(2);
    assertThat(after.uidValidity()).isGreaterThan(before.uidValidity());
  }

  @Test
  void renamingInboxMovesItsMessages() throws Exception {
    server.append("INBOX", "x\n", Flags.of(SystemFlag.SEEN));
    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      server.store.rename(INBOX, SENT);

      assertThat(WithoutModSeq.changes(inbox.changes())).containsExactly(new Vanished(List.of(1L)));
    }
    assertThat(server.store.status(INBOX, ALL).messages()).isZero();
    assertThat(server.store.status(SENT, ALL))
        .satisfies(status -> assertThat(status.messages()).isEqualTo(1))
        .satisfies(status -> assertThat(status.unseen()).isZero());
  }

  @Test
  void subscriptionsAreKeptInCouriersFileWhetherOrNotTheMailboxExists() throws Exception {
    server.store.subscribe(new MailboxName("INBOX.Entwürfe"));
    server.store.subscribe(INBOX);
    server.store.subscribe(new MailboxName("inbox.Sent"));
    server.store.unsubscribe(INBOX);

    assertThat(Files.readString(maildir.resolve("courierimapsubscribed")))
        .isEqualTo("INBOX.Entwürfe\nINBOX.Sent\n");
    assertThat(server.store.subscriptions())
        .containsExactlyInAnyOrder(new MailboxName("INBOX.Entwürfe"), SENT);
  }

  @Test
  void aMailboxThatDoesNotExistIsNamedSo() {
    assertThatThrownBy(() -> server.store.select(new MailboxName("INBOX.no"), false))
        .isInstanceOfSatisfying(
            MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NONEXISTENT));
    assertThatThrownBy(() -> server.store.create(new MailboxName("elsewhere")))
        .isInstanceOfSatisfying(
            MailboxException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANNOT));
  }

  @Test
  void statusCountsWithoutMovingAndPromisesTheSameNumbersAsSelect() throws Exception {
    Files.writeString(maildir.resolve("cur/1.a:2,S"), "\n");
    MailServer.deliver(maildir, "2.b", "\n");

    MailboxStatus status = server.store.status(INBOX, ALL);

    assertThat(MailServer.files(maildir.resolve("new"))).containsExactly("2.b");
    try (SelectedMailbox inbox = server.store.select(INBOX, false)) {
      assertThat(status)
          .isEqualTo(
              new MailboxStatus(
                  2,
                  2,
                  inbox.uidNext(),
                  inbox.uidValidity(),
                  1,
                  0,
                  4,
                  status.highestModSeq(),
                  inbox.mailboxId()));
      assertThat(inbox.highestModSeq()).isGreaterThanOrEqualTo(status.highestModSeq());
    }
  }

  @Test
  void statusCountsAMessageOnceThatIsMovedFromNewToCurMeanwhile() throws Exception {
    MailServer.deliver(maildir, "1.a", "\n");
    // As a listing of new, and then one of cur, see it.
    Files.writeString(maildir.resolve("cur/1.a:2,"), "\n");

    assertThat(server.store.status(INBOX, ALL))
        .extracting(MailboxStatus::messages, MailboxStatus::unseen, MailboxStatus::recent)
        .containsExactly(1, 1, 1);
  }
}

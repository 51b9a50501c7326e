package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.Quota;
import dev.postroom.imap.mailbox.SelectedMailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code maildirsize} holds after each step is what Courier 5.0.13 leaves there. */
class QuotaTest {

  private static final MailboxName TRASH = new MailboxName("INBOX.Trash");
  private static final String SEVENTEEN = "Subject: x\n\nbody\n";
  private static final String TWENTY_NINE = "Subject: x\n\nbodybodybodybody\n";

  @TempDir Path home;
  private Path maildir;
  private MailServer server;
  private MailStore store;

  @BeforeEach
  void start() throws Exception {
    maildir = home.resolve("Maildir");
    server = new MailServer(maildir, "here");
    store = server.stores.open(MailServer.user(maildir, Optional.of("100S,5C")));
    store.create(new MailboxName("INBOX.Sent"));
    store.create(TRASH);
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  @Test
  void anAccountsQuotaMakesTheFileWhenTheFirstMessageComes() throws Exception {
    assertThat(store.quota()).isEmpty();

    server.append("INBOX", SEVENTEEN, Flags.NONE);

    assertThat(file())
        .isEqualTo(
            """
            100S,5C
                       0            0
                      17            1
            """);
    assertThat(store.quota()).contains(new Quota(17, 100, 1, 5));
  }

  @Test
  void deletedMessagesAndTrashDoNotCount() throws Exception {
    server.append("INBOX", SEVENTEEN, Flags.NONE);
    server.append("INBOX", SEVENTEEN, Flags.of(SystemFlag.DELETED));
    server.append("INBOX.Trash", SEVENTEEN, Flags.NONE);
    SelectedMailbox inbox = store.select(MailboxName.INBOX, false);
    inbox.store(uids(1), change(FlagChange.Mode.ADD), OptionalLong.empty());
    inbox.store(uids(1, 2), change(FlagChange.Mode.REMOVE), OptionalLong.empty());
    inbox.store(uids(1), change(FlagChange.Mode.ADD), OptionalLong.empty());
    inbox.expunge(Optional.empty());
    inbox.copy(uids(2), new MailboxName("INBOX.Sent"));
    inbox.copy(uids(2), TRASH);
    inbox.move(uids(2), TRASH);
    inbox.close();

    assertThat(file())
        .isEqualTo(
            """
            100S,5C
                       0            0
                      17            1
                     -17           -1
                      34            2
                     -17           -1
                      17            1
                     -17           -1
            """);
  }

  @Test
  void whatDoesNotFitIsRefusedAfterAFreshCountAndTrashTakesIt() throws Exception {
    for (int i = 0; i < 3; i++) {
      server.append("INBOX", TWENTY_NINE, Flags.NONE);
    }
    assertThatThrownBy(() -> server.append("INBOX", TWENTY_NINE, Flags.NONE))
        .isInstanceOf(MailboxException.class)
        .hasMessage("You exceeded your mail quota.");
    server.append("INBOX.Trash", TWENTY_NINE, Flags.NONE);

    assertThat(file())
        .isEqualTo(
            """
            100S,5C
                      87            3
            """);
    assertThat(MailServer.files(maildir.resolve("tmp"))).isEmpty();
    try (SelectedMailbox inbox = store.select(MailboxName.INBOX, false)) {
      assertThatThrownBy(() -> inbox.copy(uids(1), new MailboxName("INBOX.Sent")))
          .isInstanceOf(MailboxException.class);
      assertThat(MailServer.files(maildir.resolve(".Sent/cur"))).isEmpty();
    }
  }

  @Test
  void aSumThatIsTooHighIsMendedBeforeAMessageIsRefused() throws Exception {
    server.append("INBOX", TWENTY_NINE, Flags.NONE);
    Files.writeString(
        maildir.resolve("maildirsize"), "100S,5C\n          90            2\n           1 0\n");

    server.append("INBOX", TWENTY_NINE, Flags.NONE);

    assertThat(file())
        .isEqualTo(
            """
            100S,5C
                      29            1
                      29            1
            """);
  }

  @Test
  void aFreshCountIsBelievedForAQuarterOfAnHour() throws Exception {
    Path file = Files.writeString(maildir.resolve("maildirsize"), "100S,5C\n 90 2\n");
    assertThatThrownBy(() -> server.append("INBOX", TWENTY_NINE, Flags.NONE))
        .isInstanceOf(MailboxException.class);

    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(15 * 60)));
    server.append("INBOX", TWENTY_NINE, Flags.NONE);
  }

  @Test
  void anotherQuotaOfTheAccountTakesThePlaceOfTheOldOne() throws Exception {
    server.append("INBOX", SEVENTEEN, Flags.NONE);
    server.stores.open(MailServer.user(maildir, Optional.of("5000S"))).close();
    server.append("INBOX", SEVENTEEN, Flags.NONE);

    assertThat(file())
        .isEqualTo(
            """
            5000S
                      17            1
                      17            1
            """);
  }

  @Test
  void deletingAFolderCountsAnew() throws Exception {
    server.append("INBOX.Sent", SEVENTEEN, Flags.NONE);
    server.append("INBOX", SEVENTEEN, Flags.NONE);
    store.delete(new MailboxName("INBOX.Sent"));

    assertThat(file())
        .isEqualTo(
            """
            100S,5C
                      17            1
            """);
  }

  @Test
  void aMaildirWithoutQuotaGetsNoFile() throws Exception {
    try (var other = new MailServer(home.resolve("free"), "here")) {
      other.append("INBOX", SEVENTEEN, Flags.NONE);
      assertThat(other.store.quota()).isEmpty();
      assertThat(home.resolve("free/maildirsize")).doesNotExist();
    }
  }

  private String file() throws Exception {
    return Files.readString(maildir.resolve("maildirsize"));
  }

  private static FlagChange change(FlagChange.Mode mode) {
    return new FlagChange(mode, Flags.of(SystemFlag.DELETED));
  }

  private static TreeSet<Long> uids(long... uids) {
    return new TreeSet<>(java.util.Arrays.stream(uids).boxed().toList());
  }
}

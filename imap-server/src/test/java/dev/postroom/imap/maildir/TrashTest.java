package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.maildir.account.Maildir;
import dev.postroom.imap.maildir.folder.IdleFolders;
import dev.postroom.imap.maildir.guard.TrashPolicy;
import dev.postroom.imap.maildir.index.FolderOpenings;
import dev.postroom.imap.maildir.storage.MaildirSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrashTest {

  private static final MailboxName TRASH = new MailboxName("INBOX.Trash");
  private static final MailboxName SENT = new MailboxName("INBOX.Sent");

  @TempDir Path maildir;
  private MailServer server;
  private MailStore store;
  private final List<String> expunged = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    server = new MailServer(maildir, "here");
    store = open(TrashPolicy.of("Trash", "", true));
    store.create(SENT);
  }

  @AfterEach
  void stop() {
    store.close();
    server.close();
  }

  @Test
  void whatIsExpungedGoesToTrashWithoutItsMarksAsDeletedAndDraft() throws Exception {
    server.append(
        "INBOX", "Subject: x\n\n", Flags.of(SystemFlag.DELETED, SystemFlag.DRAFT, SystemFlag.SEEN));
    server.append("INBOX", "Subject: y\n\n", Flags.NONE);
    try (SelectedMailbox inbox = store.select(MailboxName.INBOX, false)) {
      inbox.expunge(Optional.empty());
    }
    assertThat(flagsIn(MailboxName.INBOX)).containsExactly(Flags.NONE);
    assertThat(flagsIn(TRASH)).containsExactly(Flags.of(SystemFlag.SEEN));
    assertThat(expunged).singleElement().asString().startsWith("to Trash: cur/");
  }

  @Test
  void fullMailIsNoReasonToKeepWhatIsExpunged() throws Exception {
    var bin = new MailboxName("INBOX.Bin");
    server.append("INBOX", "Subject: x\n\n", Flags.of(SystemFlag.DELETED));
    Files.writeString(maildir.resolve("maildirsize"), "10S\n11 1\n");
    try (MailStore full = open(TrashPolicy.of("Bin", "", true));
        SelectedMailbox inbox = full.select(MailboxName.INBOX, false)) {
      inbox.expunge(Optional.empty());
    }
    assertThat(flagsIn(MailboxName.INBOX)).isEmpty();
    assertThat(flagsIn(bin)).containsExactly(Flags.NONE);
  }

  @Test
  void whatTheSessionCopiedBeforeIsExpungedForGood() throws Exception {
    server.append("INBOX", "Subject: x\n\n", Flags.of(SystemFlag.DELETED));
    try (SelectedMailbox inbox = store.select(MailboxName.INBOX, false)) {
      inbox.copy(new TreeSet<>(List.of(1L)), SENT);
      inbox.expunge(Optional.empty());
    }
    assertThat(flagsIn(MailboxName.INBOX)).isEmpty();
    assertThat(maildir.resolve(".Trash")).doesNotExist();
  }

  @Test
  void whatIsExpungedInTrashIsGone() throws Exception {
    store.create(TRASH);
    server.append("INBOX.Trash", "Subject: x\n\n", Flags.of(SystemFlag.DELETED));
    try (SelectedMailbox trash = store.select(TRASH, false)) {
      trash.expunge(Optional.empty());
    }
    assertThat(flagsIn(TRASH)).isEmpty();
    assertThat(expunged).singleElement().asString().startsWith("gone: .Trash/cur/");
  }

  @Test
  void trashIsNeitherDeletedNorRenamed() throws Exception {
    store.create(TRASH);
    assertThatThrownBy(() -> store.delete(TRASH)).hasMessage("Cannot delete this folder.");
    assertThatThrownBy(() -> store.rename(TRASH, new MailboxName("INBOX.Old")))
        .hasMessage("Reserved folder name - cannot rename.");
  }

  @Test
  void oldMailIsPurgedByTheTimeAtWhichItCameThere() throws Exception {
    store.create(TRASH);
    Files.writeString(maildir.resolve("maildirsize"), "1000000S\n 0 0\n");
    server.append("INBOX.Trash", "Subject: x\n\n", Flags.NONE);
    server.append("INBOX.Sent", "Subject: y\n\n", Flags.NONE);
    var keep = Map.of(TRASH, Duration.ofDays(7), SENT, Duration.ofDays(30));

    new TrashPurge(maildirIn(Duration.ofDays(6))).run(keep);
    assertThat(MailServer.files(maildir.resolve(".Trash/cur"))).hasSize(1);

    new TrashPurge(maildirIn(Duration.ofDays(8))).run(keep);
    assertThat(MailServer.files(maildir.resolve(".Trash/cur"))).isEmpty();
    assertThat(MailServer.files(maildir.resolve(".Sent/cur"))).hasSize(1);

    new TrashPurge(maildirIn(Duration.ofDays(31))).run(keep);
    assertThat(MailServer.files(maildir.resolve(".Sent/cur"))).isEmpty();
    assertThat(store.quota().orElseThrow().bytes()).isZero();
  }

  @Test
  void couriersVariableNamesFoldersWithDaysOrDaysAlone() {
    assertThat(TrashPolicy.of("Trash", "Trash:7,Sent:0", false).keep())
        .isEqualTo(Map.of(TRASH, Duration.ofDays(7), SENT, Duration.ofDays(1)));
    assertThat(TrashPolicy.of("Sent", "5", false).keep())
        .isEqualTo(Map.of(SENT, Duration.ofDays(5)));
    assertThat(TrashPolicy.of("Trash", "nothing,Sent:30", false).keep())
        .isEqualTo(Map.of(SENT, Duration.ofDays(30)));
    assertThat(TrashPolicy.of("Trash", "", false).keep()).isEmpty();
  }

  private MailStore open(TrashPolicy trash) throws Exception {
    return server.stores.open(
        new MaildirUser(
            "alice",
            Set.of(),
            maildir,
            Optional.empty(),
            trash,
            Optional.empty(),
            Optional.empty(),
            (file, inTrash) ->
                expunged.add((inTrash ? "to Trash: " : "gone: ") + maildir.relativize(file)),
            Optional.empty(),
            Optional.empty()));
  }

  /** The Maildir as it is after some time. */
  private Maildir maildirIn(Duration later) throws Exception {
    var settings =
        new MaildirSettings(true, true, Duration.ofMinutes(10), 022, "here", 4711, "Trash");
    Clock clock = Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC);
    return Maildir.open(maildir, settings, clock, new IdleFolders(0), new FolderOpenings());
  }

  private List<Flags> flagsIn(MailboxName name) throws Exception {
    try (SelectedMailbox mailbox = store.select(name, true)) {
      return mailbox.messages().stream().map(message -> message.flags()).toList();
    }
  }
}

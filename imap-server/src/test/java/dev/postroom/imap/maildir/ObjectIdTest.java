package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.mailbox.StatusItem;
import dev.postroom.imap.maildir.account.Deletions;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.guard.TrashPolicy;
import dev.postroom.imap.maildir.index.FolderIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EMAILID and MAILBOXID (RFC 8474) as the storage has them, whoever works on it. */
class ObjectIdTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final MailboxName SENT = new MailboxName("INBOX.Sent");
  private static final MailboxName TRASH = new MailboxName("INBOX.Trash");

  @TempDir Path directory;
  private Path maildir;
  private MailServer server;

  @BeforeEach
  void start() throws Exception {
    maildir = directory.resolve("Maildir");
    server = new MailServer(maildir, "one");
    server.store.create(SENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatIsCopiedAndMovedKeepsItsIdHoweverOften() throws Exception {
    MailServer.deliver(maildir, "1.delivered", "Subject: 1\n\n");
    server.append("INBOX", "Subject: 2\n\n", Flags.NONE);
    List<String> ids = ids(INBOX);
    assertThat(ids).hasSize(2).doesNotHaveDuplicates();
    copyAll(server.store, INBOX, SENT);
    copyAll(server.store, INBOX, INBOX);
    moveAll(INBOX, SENT);
    moveAll(SENT, INBOX);
    assertThat(ids(INBOX)).hasSize(6).containsOnlyElementsOf(ids);
    assertThat(ids(SENT)).isEmpty();
  }

  @Test
  void aCopyOfTheBytesKeepsTheIdToo() throws Exception {
    var files = new FailingFiles(true);
    try (MailStore store = files.store(maildir)) {
      MailServer.deliver(maildir, "1.delivered", "Subject: 1\n\n");
      files.refuseLinks();
      copyAll(store, INBOX, SENT);
    }
    assertThat(ids(SENT)).hasSize(1).isEqualTo(ids(INBOX));
  }

  @Test
  void whatIsExpungedKeepsItsIdInTrash() throws Exception {
    server.append("INBOX", "Subject: 1\n\n", Flags.of(SystemFlag.DELETED));
    List<String> ids = ids(INBOX);
    try (MailStore store =
            server.stores.open(
                new MaildirUser(
                    "alice",
                    Set.of(),
                    maildir,
                    Optional.empty(),
                    TrashPolicy.of("Trash", "", true),
                    Optional.empty(),
                    Optional.empty(),
                    Deletions.UNHEARD,
                    Optional.empty(),
                    Optional.empty()));
        SelectedMailbox inbox = store.select(INBOX, false)) {
      inbox.expunge(Optional.empty());
    }
    assertThat(ids(INBOX)).isEmpty();
    assertThat(ids(TRASH)).isEqualTo(ids);
  }

  @Test
  void everyServerTellsTheSameIdsWithAndWithoutAnIndex() throws Exception {
    MailServer.deliver(maildir, "1.delivered", "Subject: 1\n\n");
    copyAll(server.store, INBOX, INBOX);
    copyAll(server.store, INBOX, SENT);
    List<String> inInbox = ids(INBOX);
    List<String> inSent = ids(SENT);
    server.close();
    try (MailServer second = new MailServer(maildir, "two")) {
      assertThat(ids(second.store, INBOX)).isEqualTo(inInbox);
    }
    for (Path folder : List.of(maildir, maildir.resolve(".Sent"))) {
      DurableFiles.deleteTree(folder.resolve(FolderIndex.DIRECTORY));
    }
    server = new MailServer(maildir, "one");
    assertThat(ids(INBOX)).isEqualTo(inInbox);
    assertThat(ids(SENT)).isEqualTo(inSent).containsOnlyElementsOf(inInbox);
  }

  @Test
  void anotherProgramMayRenameAMessageWithoutChangingItsId() throws Exception {
    server.store.create(TRASH);
    server.append("INBOX", "Subject: 1\n\n", Flags.NONE);
    MailServer.deliver(maildir, "1.delivered", "Subject: 2\n\n");
    copyAll(server.store, INBOX, SENT);
    List<String> ids = ids(SENT);
    for (String name : MailServer.files(maildir.resolve(".Sent/cur"))) {
      // As Courier moves what is expunged to Trash.
      String base = MaildirFileName.parse(name).base();
      Files.move(
          maildir.resolve(".Sent/cur").resolve(name),
          maildir.resolve(".Trash/cur").resolve(base + ":2,S"));
    }
    assertThat(ids(TRASH)).containsExactlyInAnyOrderElementsOf(ids);
    for (String name : MailServer.files(maildir.resolve(".Trash/cur"))) {
      Path file = maildir.resolve(".Trash/cur").resolve(name);
      Files.move(file, file.resolveSibling(name.replaceFirst(",S=\\d+:", ",S=99,W=111:")));
    }
    assertThat(ids(TRASH)).containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void messagesOfOneContentThatCameApartHaveIdsOfTheirOwn() throws Exception {
    server.append("INBOX", "Subject: 1\n\n", Flags.NONE);
    server.append("INBOX", "Subject: 1\n\n", Flags.NONE);
    // What only looks like a carried id is part of a name.
    MailServer.deliver(maildir, "1.host,E=Mshort", "Subject: 1\n\n");
    MailServer.deliver(maildir, "2.host,E=Mshort", "Subject: 1\n\n");
    assertThat(ids(INBOX))
        .hasSize(4)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[A-Za-z0-9_-]{1,255}"));
  }

  @Test
  void aRenamedMailboxKeepsItsIdAndWhatIsMadeInItsPlaceHasAnother() throws Exception {
    MailboxName below = new MailboxName("INBOX.Sent.2026");
    String created = server.store.create(below);
    String sent = id(SENT);
    assertThat(created).isEqualTo(id(below)).isNotEqualTo(sent);

    MailboxName old = new MailboxName("INBOX.Old");
    server.store.rename(SENT, old);
    assertThat(id(old)).isEqualTo(sent);
    assertThat(id(new MailboxName("INBOX.Old.2026"))).isEqualTo(created);

    assertThat(server.store.create(SENT)).isEqualTo(id(SENT)).isNotEqualTo(sent);
    server.store.delete(SENT);
    server.store.rename(old, SENT);
    assertThat(id(SENT)).isEqualTo(sent);
    try (SelectedMailbox selected = server.store.select(SENT, true)) {
      assertThat(selected.mailboxId()).isEqualTo(sent);
    }
  }

  @Test
  void renamingInboxMakesANewMailbox() throws Exception {
    server.append("INBOX", "Subject: 1\n\n", Flags.NONE);
    String inbox = id(INBOX);
    List<String> ids = ids(INBOX);
    MailboxName old = new MailboxName("INBOX.Old");

    server.store.rename(INBOX, old);

    assertThat(id(INBOX)).isEqualTo(inbox).isNotEqualTo(id(old));
    assertThat(ids(old)).isEqualTo(ids);
  }

  private String id(MailboxName mailbox) throws Exception {
    return server.store.status(mailbox, Set.of(StatusItem.MAILBOXID)).mailboxId();
  }

  private List<String> ids(MailboxName mailbox) throws Exception {
    return ids(server.store, mailbox);
  }

  private static List<String> ids(MailStore store, MailboxName mailbox) throws Exception {
    try (SelectedMailbox selected = store.select(mailbox, false)) {
      var ids = new ArrayList<String>();
      for (MessageState message : selected.messages()) {
        ids.add(selected.content(message.uid()).orElseThrow().emailId());
      }
      return ids;
    }
  }

  private static void copyAll(MailStore store, MailboxName from, MailboxName to) throws Exception {
    try (SelectedMailbox source = store.select(from, false)) {
      source.copy(all(source), to);
    }
  }

  private void moveAll(MailboxName from, MailboxName to) throws Exception {
    try (SelectedMailbox source = server.store.select(from, false)) {
      source.move(all(source), to);
    }
  }

  private static TreeSet<Long> all(SelectedMailbox mailbox) {
    return mailbox.messages().stream()
        .map(MessageState::uid)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

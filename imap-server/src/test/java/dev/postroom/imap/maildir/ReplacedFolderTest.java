package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are deleted or replaced while they are open, or that have several paths. */
class ReplacedFolderTest {

  private static final MailboxName OLD = new MailboxName("INBOX.old");

  @TempDir Path home;
  private Path maildir;
  private MailServer one;
  private MailServer two;

  @BeforeEach
  void open() throws Exception {
    maildir = home.resolve("Maildir");
    one = new MailServer(maildir, "one");
    two = new MailServer(maildir, "two");
    one.store.create(OLD);
  }

  @AfterEach
  void close() {
    one.close();
    two.close();
  }

  @Test
  void whoLeavesAFolderThatWasDeletedLeavesNothingInItsPlace() throws Exception {
    one.append("INBOX.old", "a\n", Flags.NONE);
    try (SelectedMailbox here = one.store.select(OLD, false)) {
      MessageContent content = here.content(1).orElseThrow();
      two.store.delete(OLD);
      content.keepDigest(new byte[100]);
    }

    assertThat(maildir.resolve(".old")).doesNotExist();
    one.store.create(OLD);
  }

  @Test
  void whoOpensAFolderThatWasReplacedUnderOthersFindsTheNewOne() throws Exception {
    one.append("INBOX.old", "a\n", Flags.NONE);
    try (SelectedMailbox here = one.store.select(OLD, false)) {
      two.store.delete(OLD);
      two.store.create(OLD);
      two.append("INBOX.old", "b\n", Flags.NONE);
      two.append("INBOX.old", "c\n", Flags.NONE);

      try (SelectedMailbox later = one.store.select(OLD, false);
          SelectedMailbox there = two.store.select(OLD, false)) {
        assertThat(later.messages()).extracting(MessageState::uid).containsExactly(1L, 2L);
        assertThat(later.uidValidity())
            .isEqualTo(there.uidValidity())
            .isNotEqualTo(here.uidValidity());
      }
    }
  }

  @Test
  void aFolderThatTwoMaildirsShareOverALinkNumbersItsMessagesOnce() throws Exception {
    int each = 40;
    Path other = home.resolve("other");
    try (var sharing = new MailServer(other, "one")) {
      Files.createSymbolicLink(other.resolve(".old"), maildir.resolve(".old"));
      var uids = new ArrayList<Long>();
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        var tasks = new ArrayList<Future<Long>>();
        for (int i = 0; i < each; i++) {
          for (MailServer server : List.of(one, sharing)) {
            tasks.add(executor.submit(() -> server.append("INBOX.old", "a\n", Flags.NONE)));
          }
        }
        for (Future<Long> task : tasks) {
          uids.add(task.get());
        }
      }

      List<Long> all = LongStream.rangeClosed(1, 2L * each).boxed().toList();
      assertThat(uids).containsExactlyInAnyOrderElementsOf(all);
      for (MailServer server : List.of(one, sharing)) {
        try (SelectedMailbox mailbox = server.store.select(OLD, false)) {
          assertThat(mailbox.messages()).extracting(MessageState::uid).isEqualTo(all);
        }
      }
    }
  }

  @Test
  void whatMovesBetweenTwoPathsOfOneFolderGetsANewUidThere() throws Exception {
    Files.createSymbolicLink(maildir.resolve(".alias"), maildir.resolve(".old"));
    one.append("INBOX.old", "a\n", Flags.NONE);
    try (SelectedMailbox here = one.store.select(OLD, false)) {
      AssignedUids moved = here.move(new TreeSet<>(List.of(1L)), new MailboxName("INBOX.alias"));

      assertThat(moved.destinations()).containsExactly(2L);
      assertThat(MailServer.files(maildir.resolve(".old/cur"))).hasSize(1);
    }
  }

  @Test
  void aMessageThatAnotherProgramRenamedIsExpungedUnderItsNewName() throws Exception {
    one.append("INBOX.old", "a\n", Flags.NONE);
    try (SelectedMailbox here = one.store.select(OLD, false)) {
      here.store(
          new TreeSet<>(List.of(1L)),
          new FlagChange(Mode.ADD, Flags.of(SystemFlag.DELETED)),
          OptionalLong.empty());
      Path file =
          maildir.resolve(".old/cur/" + MailServer.files(maildir.resolve(".old/cur")).get(0));
      Files.move(file, file.resolveSibling(file.getFileName().toString().replace(":2,T", ":2,ST")));

      here.expunge(Optional.empty());

      assertThat(MailServer.files(maildir.resolve(".old/cur"))).isEmpty();
    }
  }
}

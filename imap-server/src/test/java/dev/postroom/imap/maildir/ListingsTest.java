package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailboxChange;
import dev.postroom.imap.mailbox.MailboxChange.Arrived;
import dev.postroom.imap.mailbox.MailboxChange.Flagged;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.maildir.files.FolderDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Listing a folder is work that grows with the mailbox. While it is selected, it is done for
 * changes that others make, and not for one's own.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ListingsTest {

  private static final int MESSAGES = 500;
  private static final int CHANGES = 40;
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir Path maildir;
  private Path cur;
  private MailServer server;
  private SelectedMailbox inbox;

  @BeforeEach
  void select() throws Exception {
    new FolderDirectory(maildir).create();
    cur = maildir.resolve("cur");
    for (int i = 0; i < MESSAGES; i++) {
      Files.createFile(cur.resolve((100_000 + i) + ".a:2,"));
    }
    forgetAccess();
    assertThat(MailServer.files(cur)).hasSize(MESSAGES);
    assumeTrue(wasListed(), "a file system that tells when a directory was read");
    server = new MailServer(maildir, "one");
    inbox = server.store.select(MailboxName.INBOX, false);
    inbox.refresh();
    inbox.changes();
    forgetAccess();
  }

  @AfterEach
  void close() {
    if (inbox != null) {
      inbox.close();
      server.close();
    }
  }

  /** The system sets it when somebody reads the directory, if it is older than the last change. */
  private void forgetAccess() throws IOException {
    Files.getFileAttributeView(cur, BasicFileAttributeView.class).setTimes(null, LONG_AGO, null);
  }

  private boolean wasListed() throws IOException {
    return !Files.readAttributes(cur, BasicFileAttributes.class).lastAccessTime().equals(LONG_AGO);
  }

  @Test
  void appendingToAFolderDoesNotListIt() throws Exception {
    for (int i = 0; i < CHANGES; i++) {
      long uid = server.append("INBOX", "x\r\n", Flags.NONE);
      assertThat(told()).containsExactly(arrival(uid, false));
    }
    assertThat(wasListed()).isFalse();
  }

  @Test
  void appendingToAFolderListsNoMoreOfNewThanItChanged() throws Exception {
    Path fresh = maildir.resolve("new");
    var times = Files.getFileAttributeView(fresh, BasicFileAttributeView.class);
    times.setTimes(LONG_AGO, null, null);
    inbox.refresh();
    times.setTimes(null, LONG_AGO, null);
    for (int i = 0; i < CHANGES; i++) {
      server.append("INBOX", "x\r\n", Flags.NONE);
      told();
    }
    assertThat(times.readAttributes().lastAccessTime()).isEqualTo(LONG_AGO);
  }

  @Test
  void aLookThatFindsNothingIsNotWrittenDownUntilTheFolderIsLeft() throws Exception {
    Path index = maildir.resolve("postroomindex").resolve("index");
    server.append("INBOX", "x\r\n", Flags.NONE);
    long appended = Files.size(index);
    told();
    assertThat(Files.size(index)).isEqualTo(appended);

    inbox.close();
    assertThat(Files.size(index)).isGreaterThan(appended);
  }

  @Test
  void storingFlagsInAFolderDoesNotListIt() throws Exception {
    for (long uid = 1; uid <= CHANGES; uid++) {
      store(uid, SystemFlag.SEEN);
      assertThat(told()).isEmpty();
    }
    assertThat(wasListed()).isFalse();
  }

  @Test
  void expungingFromAFolderDoesNotListIt() throws Exception {
    for (long uid = 1; uid <= CHANGES; uid++) {
      store(uid, SystemFlag.DELETED);
      inbox.expunge(Optional.empty());
      assertThat(told()).containsExactly(new MailboxChange.Vanished(List.of(uid)));
    }
    assertThat(wasListed()).isFalse();
  }

  @Test
  void copyingIntoAFolderAndMovingOutOfItDoesNotListIt() throws Exception {
    var other = new MailboxName("INBOX.Other");
    server.store.create(other);
    for (long uid = 1; uid <= CHANGES; uid++) {
      inbox.copy(one(uid), MailboxName.INBOX);
      inbox.move(one(uid), other);
      assertThat(told())
          .containsExactly(
              new MailboxChange.Vanished(List.of(uid)), arrival(MESSAGES + uid, false));
    }
    assertThat(wasListed()).isFalse();
  }

  @Test
  void aDeliveryIntoAFolderDoesNotListIt() throws Exception {
    for (int i = 1; i <= CHANGES; i++) {
      MailServer.deliver(maildir, (200_000 + i) + ".b", "x\n");
      assertThat(told()).containsExactly(arrival(MESSAGES + i, true));
    }
    assertThat(wasListed()).isFalse();
  }

  @Test
  void whatAnotherChangesAtTheSameMomentIsToldAllTheSame() throws Exception {
    for (long uid = 1; uid <= CHANGES; uid++) {
      Path others = cur.resolve((100_000 + uid) + ".a:2,");
      store(uid, SystemFlag.SEEN);
      Files.move(others, others.resolveSibling(others.getFileName() + "F"));
      assertThat(told()).containsExactly(new Flagged(uid + 1, Flags.of(SystemFlag.FLAGGED), 0));
      Files.move(others.resolveSibling(others.getFileName() + "F"), others);
      store(uid, SystemFlag.ANSWERED);
      assertThat(told()).containsExactly(new Flagged(uid + 1, Flags.NONE, 0));
    }
  }

  @Test
  void aChangeOfManyListsAFolderOnceAndThenNoMore() throws Exception {
    var all = new TreeSet<Long>();
    for (long uid = 1; uid <= MESSAGES; uid++) {
      all.add(uid);
    }
    inbox.store(all, new FlagChange(Mode.ADD, Flags.of(SystemFlag.FLAGGED)), OptionalLong.empty());
    assertThat(told()).isEmpty();
    assertThat(wasListed()).isTrue();

    forgetAccess();
    store(1, SystemFlag.SEEN);
    assertThat(told()).isEmpty();
    assertThat(wasListed()).isFalse();
  }

  private void store(long uid, SystemFlag flag) throws MailboxException {
    inbox.store(one(uid), new FlagChange(Mode.ADD, Flags.of(flag)), OptionalLong.empty());
  }

  private static TreeSet<Long> one(long uid) {
    return new TreeSet<>(Set.of(uid));
  }

  private List<MailboxChange> told() throws MailboxException {
    inbox.refresh();
    return WithoutModSeq.changes(inbox.changes());
  }

  private static Arrived arrival(long uid, boolean isRecent) {
    return new Arrived(List.of(new MessageState(uid, Flags.NONE, isRecent, 0)));
  }
}

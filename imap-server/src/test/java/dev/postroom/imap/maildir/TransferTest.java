package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.mailbox.FlagChange;
import dev.postroom.imap.mailbox.FlagChange.Mode;
import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.Flags.SystemFlag;
import dev.postroom.imap.mailbox.MailStore.AssignedUids;
import dev.postroom.imap.mailbox.MailboxChange.Vanished;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.mailbox.MessageState;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.maildir.account.MaildirStore;
import dev.postroom.imap.maildir.account.StagingFile;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.MaildirFileName;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.folder.Folder;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How messages get from folder to folder, and what that costs. */
class TransferTest {

  private static final MailboxName INBOX = MailboxName.INBOX;
  private static final MailboxName SENT = new MailboxName("INBOX.Sent");
  private static final Instant DATE = Instant.parse("2020-02-02T02:02:02Z");

  @TempDir Path home;
  private Path maildir;
  private FailingFiles files;
  private MaildirStore store;

  @BeforeEach
  void open() throws Exception {
    maildir = home.resolve("Maildir");
    files = new FailingFiles(true);
    store = files.store(maildir);
    store.create(SENT);
  }

  @Test
  void aCopyIsOneMoreNameOfTheSameFile() throws Exception {
    Path source = message("1.a:2,FS");
    try (SelectedMailbox inbox = store.select(INBOX, false)) {
      inbox.copy(uids(1), SENT);

      Path copy = only(maildir.resolve(".Sent/cur"));
      assertThat(Files.isSameFile(source, copy)).isTrue();
      assertThat(copy.getFileName().toString()).endsWith(",S=7:2,FS").doesNotStartWith("1.a");
      assertThat(MailServer.files(maildir.resolve(".Sent/tmp"))).isEmpty();
    }
  }

  @Test
  void whereTheFileSystemCannotLinkTheBytesAreCopied() throws Exception {
    Path source = message("1.a:2,FS");
    files.refuseLinks();
    try (SelectedMailbox inbox = store.select(INBOX, false)) {
      inbox.copy(uids(1), SENT);

      Path copy = only(maildir.resolve(".Sent/cur"));
      assertThat(Files.isSameFile(source, copy)).isFalse();
      assertThat(copy).hasSameBinaryContentAs(source);
      assertThat(copy.getFileName().toString()).endsWith(",S=7:2,FS");
      assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(DATE);
    }
  }

  @Test
  void aMoveTakesTheFileAlongWithItsDateFlagsAndKeywords() throws Exception {
    Object file = Files.readAttributes(message("1.a:2,FS"), "unix:ino").get("ino");
    try (SelectedMailbox inbox = store.select(INBOX, false);
        SelectedMailbox sent = store.select(SENT, false)) {
      var keyword = new Flags(Set.of(), Set.of("$Work"));
      inbox.store(uids(1), new FlagChange(Mode.ADD, keyword), OptionalLong.empty());

      AssignedUids moved = inbox.move(uids(1), SENT);

      assertThat(moved).isEqualTo(new AssignedUids(sent.uidValidity(), List.of(1L), List.of(1L)));
      assertThat(inbox.changes()).containsExactly(new Vanished(List.of(1L)));
      assertThat(MailServer.files(maildir.resolve("cur"))).isEmpty();
      Path there = only(maildir.resolve(".Sent/cur"));
      assertThat(Files.readAttributes(there, "unix:ino").get("ino")).isEqualTo(file);
      assertThat(sent.content(1).orElseThrow().internalDate()).isEqualTo(DATE);
    }
    try (SelectedMailbox sent = new MailServer(maildir, "two").store.select(SENT, false)) {
      assertThat(sent.messages())
          .extracting(MessageState::flags)
          .containsExactly(new Flags(Set.of(SystemFlag.FLAGGED, SystemFlag.SEEN), Set.of("$Work")));
    }
  }

  /** SAVEDATE (RFC 8514 section 3). */
  @Test
  void whatIsCopiedOrMovedIsSavedNowAndKeepsItsDate() throws Exception {
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    message("1500000000.a:2,S");
    try (SelectedMailbox inbox = store.select(INBOX, false);
        SelectedMailbox sent = store.select(SENT, false)) {
      inbox.copy(uids(1), SENT);
      assertThat(inbox.content(1).orElseThrow().saveDate())
          .contains(Instant.ofEpochSecond(1_500_000_000));
      inbox.move(uids(1), SENT);
      for (long uid = 1; uid <= 2; uid++) {
        MessageContent saved = sent.content(uid).orElseThrow();
        assertThat(saved.saveDate().orElseThrow()).isBetween(before, Instant.now());
        assertThat(saved.internalDate()).isEqualTo(DATE);
      }
    }
  }

  @Test
  void aMessageThatIsMovedThereAndBackHasANewUid() throws Exception {
    message("1.a:2,");
    message("2.b:2,");
    try (SelectedMailbox inbox = store.select(INBOX, false);
        SelectedMailbox sent = store.select(SENT, false)) {
      inbox.move(uids(1), SENT);

      assertThat(sent.move(uids(1), INBOX).destinations()).containsExactly(3L);
      assertThat(inbox.move(uids(2), INBOX).destinations()).containsExactly(4L);
    }
    try (SelectedMailbox inbox = store.select(INBOX, false)) {
      assertThat(inbox.messages()).extracting(MessageState::uid).containsExactly(3L, 4L);
    }
  }

  @Test
  void twoWhoMoveInOppositeDirectionsLoseNothingAndWaitNotForEver() throws Exception {
    int messages = 40;
    for (int i = 0; i < messages; i++) {
      message((100 + i) + ".a:2,");
    }
    try (SelectedMailbox there = store.select(INBOX, false)) {
      there.move(uids(LongStream.rangeClosed(1, messages / 2).toArray()), SENT);
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Future<Void>>();
      for (boolean back : List.of(false, true)) {
        Callable<Void> moving =
            () -> {
              MailboxName to = back ? INBOX : SENT;
              try (SelectedMailbox from = store.select(back ? SENT : INBOX, false)) {
                for (MessageState message : from.messages()) {
                  assertThat(from.move(uids(message.uid()), to).sources()).hasSize(1);
                }
              }
              return null;
            };
        tasks.add(executor.submit(moving));
      }
      for (Future<Void> task : tasks) {
        task.get();
      }
    }
    assertThat(
            MailServer.files(maildir.resolve("cur")).size()
                + MailServer.files(maildir.resolve(".Sent/cur")).size())
        .isEqualTo(messages);
  }

  @Test
  void aThousandMessagesCostAsManySyncsAsOne() throws Exception {
    int many = 1000;
    for (int i = 0; i < many + 2; i++) {
      message((10_000 + i) + ".a:2,");
    }
    try (SelectedMailbox inbox = store.select(INBOX, false)) {
      // Beyond where UIDs get one more digit, which has the database replaced.
      long[] all = LongStream.rangeClosed(3, many + 2).toArray();
      inbox.copy(uids(all), SENT);
      // The first keyword makes a directory for keywords.
      syncsOf(inbox, uids(1));
      List<Long> one = syncsOf(inbox, uids(2));

      // The name of the database too, since the other mailbox is opened for each.
      assertThat(syncsOf(inbox, uids(all))).isEqualTo(one).allMatch(syncs -> syncs <= 5);
    }
  }

  /** How often is synced for a STORE, a COPY and a MOVE. */
  private List<Long> syncsOf(SelectedMailbox inbox, TreeSet<Long> uids) throws Exception {
    var change = new FlagChange(Mode.ADD, new Flags(Set.of(SystemFlag.SEEN), Set.of("Work")));
    long begun = files.syncs();
    inbox.store(uids, change, OptionalLong.empty());
    long stored = files.syncs();
    inbox.copy(uids, SENT);
    long copied = files.syncs();
    return List.of(stored - begun, copied - stored);
  }

  @Test
  void deliveriesThatWaitAtTheSameTimeAreSyncedTogether() throws Exception {
    Folder folder = files.maildir(maildir).folders().acquire(new FolderDirectory(maildir));
    folder.deliver(List.of(staged("first", Set.of())), false);
    int alone = files.syncs();
    folder.deliver(List.of(staged("second", Set.of())), false);
    alone = files.syncs() - alone - 1;
    var threads = new ArrayList<Thread>();
    var uids = new ArrayList<Long>();
    var refused = new ArrayList<String>();
    int[] before = new int[1];
    var tooLong = Set.of("x".repeat(FolderKeywords.MAX_LENGTH + 1));
    Folder.holdBoth(
        folder,
        folder,
        () -> {
          for (int i = 0; i < 6; i++) {
            StagedMessage message = staged("m" + i, i == 3 ? tooLong : Set.of());
            threads.add(Thread.startVirtualThread(() -> deliver(folder, message, uids, refused)));
          }
          await().until(() -> threads.stream().allMatch(TransferTest::isWaiting));
          before[0] = files.syncs();
          return null;
        });
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(uids).containsExactlyInAnyOrder(3L, 4L, 5L, 6L, 7L);
    assertThat(refused).hasSize(1);
    assertThat(files.syncs() - before[0]).isEqualTo(alone);
  }

  private static void deliver(
      Folder folder, StagedMessage message, List<Long> uids, List<String> refused) {
    try {
      List<Long> given = folder.deliver(List.of(message), false);
      synchronized (uids) {
        uids.addAll(given);
      }
    } catch (IOException e) {
      synchronized (uids) {
        refused.add(e.getMessage());
      }
    }
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private StagedMessage staged(String text, Set<String> keywords) throws IOException {
    try (var file = new StagingFile(new FolderDirectory(maildir), files)) {
      file.write(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
      StagedMessage staged = file.finish(MaildirFileName.NO_FLAGS, keywords, Optional.of(DATE));
      staged.content().await();
      return staged;
    } catch (MailboxException e) {
      throw new IOException(e);
    }
  }

  private Path message(String name) throws Exception {
    Path file = Files.writeString(maildir.resolve("cur").resolve(name), "a: b\n\n\n");
    Files.setLastModifiedTime(file, FileTime.from(DATE));
    return file;
  }

  private static Path only(Path directory) {
    List<String> names = MailServer.files(directory);
    assertThat(names).hasSize(1);
    return directory.resolve(names.getFirst());
  }

  private static TreeSet<Long> uids(long... uids) {
    var set = new TreeSet<Long>();
    for (long uid : uids) {
      set.add(uid);
    }
    return set;
  }
}

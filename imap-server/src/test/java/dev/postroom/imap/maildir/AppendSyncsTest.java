package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.mailbox.MailStore.Append;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SelectedMailbox;
import dev.postroom.imap.maildir.account.MaildirStore;
import dev.postroom.imap.maildir.files.FolderDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an APPEND syncs, and what waits for what. */
@Timeout(60)
class AppendSyncsTest {

  private static final String MESSAGE = "message";
  private static final String DATABASE = "database";
  private static final String NAME = "name in cur";
  private static final String DIRECTORY = "cur";
  private static final int LARGE = 1 << 20;

  /** A message that cannot be synced. */
  private static final String BAD = "the disk has a hole here\n";

  @TempDir Path maildir;
  private MaildirStore store;
  private Disk disk;

  /** So that the folder stays open. */
  private SelectedMailbox inbox;

  /** Tells what is done, in order; a message may wait for the database, or fail. */
  private static final class Disk extends FailingFiles {
    final List<String> done = new CopyOnWriteArrayList<>();
    volatile CountDownLatch databaseSyncs = new CountDownLatch(1);
    volatile boolean messageWaits;
    volatile boolean messageFails;
    volatile boolean databaseFails;
    volatile Optional<Error> defect = Optional.empty();
    final CountDownLatch largeIsSlow = new CountDownLatch(1);

    Disk() {
      super(false);
    }

    /** A message is opened to be written, the database to be read as well. */
    private static boolean isMessage(FileChannel file) throws IOException {
      try {
        file.read(ByteBuffer.allocate(1), 0);
        return false;
      } catch (NonReadableChannelException writtenOnly) {
        return true;
      }
    }

    @Override
    public void sync(FileChannel file) throws IOException {
      boolean isMessage = isMessage(file);
      if (!isMessage) {
        databaseSyncs.countDown();
      } else if (messageWaits) {
        await(databaseSyncs);
      }
      if (isMessage && file.size() > LARGE) {
        await(largeIsSlow);
      }
      if (isMessage ? messageFails || file.size() == BAD.length() : databaseFails) {
        throw new IOException("input/output error");
      }
      if (isMessage && defect.isPresent()) {
        throw defect.get();
      }
      super.sync(file);
      done.add(isMessage ? MESSAGE : DATABASE);
    }

    private static void await(CountDownLatch latch) throws IOException {
      try {
        if (!latch.await(30, TimeUnit.SECONDS)) {
          throw new IOException("the database waits for the message");
        }
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      super.rename(from, to);
      if (to.getParent().endsWith(DIRECTORY)) {
        done.add(NAME);
      }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
      super.syncDirectory(directory);
      done.add(directory.getFileName().toString());
    }
  }

  @BeforeEach
  void open() throws Exception {
    disk = new Disk();
    new FolderDirectory(maildir).create();
    store = disk.store(maildir);
    inbox = store.select(MailboxName.INBOX, false);
    append("the first has the database written anew\n");
    append("and the next has its name synced\n");
    disk.done.clear();
    disk.databaseSyncs = new CountDownLatch(1);
  }

  @AfterEach
  void close() {
    inbox.close();
  }

  private List<Long> append(String... texts) throws MailboxException, IOException {
    try (Append append = store.append(MailboxName.INBOX)) {
      for (String text : texts) {
        add(append, text);
      }
      return append.commit().destinations();
    }
  }

  private static void add(Append append, String text) throws MailboxException, IOException {
    append.add(
        Flags.NONE,
        Optional.empty(),
        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private String[] cur() {
    return maildir.resolve("cur").toFile().list();
  }

  @Test
  void theDatabaseIsSyncedWhileTheMessageIs() throws Exception {
    disk.messageWaits = true;

    assertThat(append("x\n")).containsExactly(3L);
    assertThat(disk.done).hasSize(4).contains(MESSAGE, DATABASE);
  }

  @Test
  void aMessageHasItsNameWhenItAndItsUidAreOnDiskAndIsAnsweredWhenTheNameIsToo() throws Exception {
    append("x\n");

    assertThat(disk.done.subList(0, 2)).containsExactlyInAnyOrder(MESSAGE, DATABASE);
    assertThat(disk.done.subList(2, 4)).containsExactly(NAME, DIRECTORY);
    assertThat(disk.done).hasSize(4);
  }

  @Test
  void howeverManyMessagesThereAreTheDatabaseAndTheDirectoryAreSyncedOnce() throws Exception {
    assertThat(append("1\n", "2\n", "3\n")).containsExactly(3L, 4L, 5L);

    assertThat(disk.done.stream().filter(MESSAGE::equals)).hasSize(3);
    assertThat(disk.done.stream().filter(DATABASE::equals)).hasSize(1);
    assertThat(disk.done.stream().filter(DIRECTORY::equals)).hasSize(1);
  }

  @Test
  void aMessageThatCannotBeWrittenIsNotThereAndItsUidIsNobodysEver() throws Exception {
    disk.messageFails = true;
    assertThatThrownBy(() -> append("x\n")).isInstanceOf(MailboxException.class);
    assertThat(cur()).hasSize(2);
    assertThat(maildir.resolve("tmp")).isEmptyDirectory();

    disk.messageFails = false;
    assertThat(append("y\n").getFirst()).isGreaterThan(3L);
    assertThat(cur()).hasSize(3);
  }

  @Test
  void aDatabaseThatCannotBeWrittenLeavesNothingOfAMessageThatCould() throws Exception {
    disk.databaseFails = true;
    assertThatThrownBy(() -> append("x\n")).isInstanceOf(MailboxException.class);
    assertThat(cur()).hasSize(2);
    assertThat(maildir.resolve("tmp")).isEmptyDirectory();

    disk.databaseFails = false;
    assertThat(append("y\n").getFirst()).isGreaterThanOrEqualTo(3L);
    assertThat(cur()).hasSize(3);
  }

  @Test
  void ofSeveralMessagesOneThatCannotBeWrittenHasNoneThere() throws Exception {
    try (Append append = store.append(MailboxName.INBOX)) {
      add(append, "good\n");
      disk.messageFails = true;
      assertThatThrownBy(
              () -> {
                add(append, "bad\n");
                append.commit();
              })
          .isInstanceOf(MailboxException.class);
    }
    assertThat(cur()).hasSize(2);
    assertThat(maildir.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void ofAppendsAtTheSameTimeOnlyThatFailsWhoseMessageCannotBeWritten() throws Exception {
    try (Append good = store.append(MailboxName.INBOX);
        Append bad = store.append(MailboxName.INBOX);
        var sessions = Executors.newVirtualThreadPerTaskExecutor()) {
      add(good, "2\n");
      add(bad, BAD);
      var ofGood = sessions.submit(good::commit);
      var ofBad = sessions.submit(bad::commit);

      assertThat(ofGood.get().destinations().getFirst()).isBetween(3L, 4L);
      assertThatThrownBy(ofBad::get).hasCauseInstanceOf(MailboxException.class);
    }
    assertThat(cur()).hasSize(3);
    assertThat(maildir.resolve("tmp")).isEmptyDirectory();
    assertThat(append("3\n").getFirst()).isGreaterThan(3L);
  }

  @Test
  void aDefectOfASyncFailsTheAppendAndHoldsUpNobody() throws Exception {
    disk.defect = Optional.of(new StackOverflowError());
    assertThatThrownBy(() -> append("x\n")).isInstanceOf(MailboxException.class);
    assertThat(cur()).hasSize(2);

    disk.defect = Optional.empty();
    assertThat(append("y\n")).hasSize(1);
  }

  @Test
  void aLargeMessageThatIsSlowToSyncKeepsNobodyFromTheFolder() throws Exception {
    try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
      var large = other.submit(() -> append("x".repeat(LARGE) + "\n"));
      try {
        await().until(() -> !MailServer.files(maildir.resolve("tmp")).isEmpty());
        assertThat(append("small\n")).containsExactly(3L);
      } finally {
        disk.largeIsSlow.countDown();
      }
      assertThat(large.get()).containsExactly(4L);
    }
  }

  @Test
  void anAppendThatIsGivenUpLeavesNoSyncBehind() throws Exception {
    disk.messageWaits = true;
    Append append = store.append(MailboxName.INBOX);
    add(append, "x\n");
    try (var other = Executors.newVirtualThreadPerTaskExecutor()) {
      var closed = other.submit(append::close);
      await().until(() -> MailServer.files(maildir.resolve("tmp")).isEmpty());
      assertThat(closed).isNotDone();
      disk.databaseSyncs.countDown();
      closed.get();
    }
    assertThat(disk.done).containsExactly(MESSAGE);
  }

  @Test
  void aMessageWithoutADateIsOfTheTimeAtWhichItCame() throws Exception {
    Instant before = Instant.now().minusSeconds(5);
    append("x\n");

    for (String name : cur()) {
      assertThat(Files.getLastModifiedTime(maildir.resolve("cur").resolve(name)).toInstant())
          .isBetween(before, Instant.now().plusSeconds(5));
    }
  }
}

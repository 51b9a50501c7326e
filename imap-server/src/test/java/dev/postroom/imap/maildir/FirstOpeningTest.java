package dev.postroom.imap.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.maildir.account.StagingFile;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.StagedMessage;
import dev.postroom.imap.maildir.folder.ChangeQueue;
import dev.postroom.imap.maildir.folder.Folder;
import dev.postroom.imap.maildir.index.FolderIndex;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first opening of a folder syncs nothing, and nobody is harmed when the system crashes. */
class FirstOpeningTest {

  private static final String VALIDITY = "postroom-uidvalidity";
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  /**
   * What a crash can leave of a file that was not synced: no file, or some of its bytes.
   *
   * @param from percent of the file from which they are right; zeros before
   * @param to percent up to which they are right
   * @param filled whether the file has its length all the same, with zeros behind
   */
  private record Remains(int from, int to, boolean filled) {

    static final Remains NOTHING = new Remains(0, -1, false);

    boolean hasHeader() {
      return from == 0 && to > 0;
    }
  }

  private static final List<Remains> REMAINS =
      List.of(
          Remains.NOTHING,
          new Remains(0, 0, false),
          new Remains(0, 0, true),
          new Remains(0, 30, false),
          new Remains(0, 30, true),
          new Remains(0, 70, false),
          new Remains(50, 100, true),
          new Remains(0, 100, true));

  @TempDir Path scratch;
  private final FailingFiles files = new FailingFiles(false);
  private Path maildir;

  @BeforeEach
  void deliver() throws Exception {
    maildir = maildir("alice");
  }

  private Path maildir(String user) throws Exception {
    Path made = scratch.resolve(user);
    new FolderDirectory(made).create();
    for (int i = 0; i < 20; i++) {
      Files.writeString(made.resolve("cur").resolve((10_000 + i) + ".a:2,S"), "x\n");
    }
    return made;
  }

  @Test
  void openingSyncsNothing() throws Exception {
    assertThat(open(maildir, NOW).uids).hasSize(20);

    assertThat(files.syncs()).isZero();
  }

  @Test
  void whateverACrashLeavesNoUidMeansAnotherMessage() throws Exception {
    int user = 0;
    for (Remains database : REMAINS) {
      for (Remains lastValidity : REMAINS) {
        for (boolean index : new boolean[] {true, false}) {
          crash(maildir("user" + user++), database, lastValidity, index);
        }
      }
    }
  }

  private void crash(Path crashed, Remains database, Remains lastValidity, boolean index)
      throws Exception {
    String what = "database %s, last %s, index %s".formatted(database, lastValidity, index);
    Opened before = open(crashed, NOW);
    leave(new FolderDirectory(crashed).uidDb(), database);
    leave(crashed.resolve(VALIDITY), lastValidity);
    if (!index) {
      DurableFiles.deleteTree(crashed.resolve(FolderIndex.DIRECTORY));
    }
    // The last UID is free, and one that would be numbered first is new.
    Files.delete(crashed.resolve("cur/10019.a:2,S"));
    Files.writeString(crashed.resolve("cur").resolve("9999.earlier:2,"), "x\n");

    Opened after = open(crashed, NOW.plusSeconds(1));

    if (after.uidValidity == before.uidValidity) {
      assertThat(database.hasHeader()).as(what).isTrue();
      assertThat(before.uids).as(what).containsAllEntriesOf(after.uids.headMap(21L));
    } else {
      assertThat(after.uidValidity).as(what).isGreaterThan(before.uidValidity);
    }
    assertThat(after.uids.values()).as(what).hasSize(20).doesNotHaveDuplicates();
    Opened again = open(crashed, NOW.plusSeconds(2));
    assertThat(again).as(what).isEqualTo(after);
  }

  @Test
  void whatIsAheadOfTheClockIsSynced() throws Exception {
    open(maildir, NOW);
    Path folder = maildir.resolve(".Work");
    new FolderDirectory(folder).create();

    Opened second = open(maildir, folder, NOW);

    assertThat(files.syncs()).isEqualTo(4);
    assertThat(Files.readString(maildir.resolve(VALIDITY))).isEqualTo(second.uidValidity + "\n");
  }

  @Test
  void theFirstAnswerThatSomethingIsOnDiskSyncsTheNameOfTheDatabaseToo() throws Exception {
    Folder folder = folder(maildir, maildir, NOW);
    folder.attendance().join(new ChangeQueue(false));

    int first = syncsOfDelivery(folder);

    assertThat(first).isEqualTo(syncsOfDelivery(folder) + 1);
  }

  private int syncsOfDelivery(Folder folder) throws Exception {
    StagedMessage message;
    try (var staging = new StagingFile(folder.directory(), files)) {
      staging.write(new ByteArrayInputStream("x\n".getBytes(StandardCharsets.US_ASCII)));
      message = staging.finish(":2,", Set.of(), Optional.of(NOW));
      message.content().await();
    }
    int before = files.syncs();
    folder.deliver(List.of(message), false);
    return files.syncs() - before;
  }

  /** What a client is told. */
  private record Opened(long uidValidity, TreeMap<Long, String> uids) {}

  private Opened open(Path maildir, Instant now) throws Exception {
    return open(maildir, maildir, now);
  }

  private Opened open(Path maildir, Path path, Instant now) throws Exception {
    Folder folder = folder(maildir, path, now);
    var uids = new TreeMap<Long, String>();
    folder
        .attendance()
        .join(new ChangeQueue(false))
        .forEach(message -> uids.put(message.uid(), base(folder, message.uid())));
    return new Opened(folder.uidValidity(), uids);
  }

  private static String base(Folder folder, long uid) {
    return folder.find(uid).orElseThrow().base();
  }

  private Folder folder(Path maildir, Path path, Instant now) throws Exception {
    return files
        .maildir(maildir, Clock.fixed(now, ZoneOffset.UTC))
        .folders()
        .acquire(new FolderDirectory(path));
  }

  private static void leave(Path file, Remains remains) throws Exception {
    if (remains.equals(Remains.NOTHING)) {
      Files.delete(file);
      return;
    }
    byte[] all = Files.readAllBytes(file);
    int from = all.length * remains.from / 100;
    int to = all.length * remains.to / 100;
    byte[] left = new byte[remains.filled ? all.length : to];
    System.arraycopy(all, from, left, from, to - from);
    Files.write(file, left);
  }
}

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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first opening of a folder syncs nothing, and nobody is harmed when the system crashes. */
class FirstOpeningTest {

  private static final String VALIDITY = "postroom-uidvalidity";
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

  /** What a crash can leave of a file that was not synced: this part of it, or no file. */
  private static final List<Integer> REMAINS = List.of(-1, 0, 30, 70, 100);

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
    for (int database : REMAINS) {
      for (int lastValidity : REMAINS) {
        for (boolean index : new boolean[] {true, false}) {
          crash(database, lastValidity, index);
        }
      }
    }
  }

  private void crash(int database, int lastValidity, boolean index) throws Exception {
    Path crashed = maildir(database + "-" + lastValidity + "-" + index);
    Opened before = open(crashed, NOW);
    leave(new FolderDirectory(crashed).uidDb(), database);
    leave(crashed.resolve(VALIDITY), lastValidity);
    if (!index) {
      DurableFiles.deleteTree(crashed.resolve(FolderIndex.DIRECTORY));
    }
    Files.writeString(crashed.resolve("cur").resolve("9999.earlier:2,"), "x\n");

    Opened after = open(crashed, NOW.plusSeconds(1));

    if (after.uidValidity == before.uidValidity) {
      assertThat(database).isGreaterThan(0);
      assertThat(before.uids).containsAllEntriesOf(after.uids.headMap(21L));
    }
    assertThat(after.uids).hasSize(21);
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
      message = staging.finish(":2,", Set.of(), NOW);
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

  private static void leave(Path file, int percent) throws Exception {
    if (percent < 0) {
      Files.delete(file);
    } else {
      byte[] all = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(all, all.length * percent / 100));
    }
  }
}

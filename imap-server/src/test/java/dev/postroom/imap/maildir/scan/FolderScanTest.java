package dev.postroom.imap.maildir.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.maildir.MailServer;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.files.FolderLocks;
import dev.postroom.imap.maildir.files.UniqueNames;
import dev.postroom.imap.maildir.keywords.FolderKeywords;
import dev.postroom.imap.maildir.keywords.KeywordDirectory;
import dev.postroom.imap.maildir.uiddb.UidValidity;
import dev.postroom.imap.maildir.view.FolderView;
import dev.postroom.imap.maildir.view.ModSequence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {

  private static final Instant CHANGED = Instant.parse("2026-11-22T00:00:00Z");

  @TempDir Path path;
  private FolderDirectory directory;

  @BeforeEach
  void folder() throws Exception {
    directory = new FolderDirectory(path);
    directory.create();
  }

  @Test
  void aFolderThatDidNotChangeForLongIsNotListedAgain() throws Exception {
    FolderScan scan = scanAt(CHANGED.plus(Stamp.RESOLUTION).plusMillis(1));

    assertThat(scan.isUpToDate()).isTrue();
  }

  @Test
  void aChangeThatWasTooFreshIsNotTrusted() throws Exception {
    FolderScan scan = scanAt(CHANGED.plus(Stamp.RESOLUTION));

    assertThat(scan.isUpToDate()).isFalse();
  }

  @Test
  void aChangedDirectoryOrDatabaseIsLookedAt() throws Exception {
    Instant later = CHANGED.plusSeconds(60);
    for (Path changed : new Path[] {directory.cur(), directory.fresh(), directory.uidDb()}) {
      FolderScan scan = scanAt(later);
      assertThat(scan.isUpToDate()).isTrue();

      Files.setLastModifiedTime(changed, FileTime.from(later));

      assertThat(scan.isUpToDate()).as(changed.toString()).isFalse();
    }
  }

  @Test
  void whatCrashedProgramsLeftInTmpIsDeletedAfter36Hours() throws Exception {
    Files.writeString(directory.tmp().resolve("left"), "");

    // The time of the last change of an inode cannot be set, so the clock is.
    scanAt(Instant.now().plus(FolderDirectory.TMP_AGE).minusSeconds(60));
    assertThat(MailServer.files(directory.tmp())).containsExactly("left");

    scanAt(Instant.now().plus(FolderDirectory.TMP_AGE).plusSeconds(60));
    assertThat(MailServer.files(directory.tmp())).isEmpty();
  }

  @Test
  void aFolderIsUnchangedAsLongAsItsFilesAreItsMessages() throws Exception {
    Path cur = directory.cur();
    Path seen = Files.writeString(cur.resolve("1.one:2,S"), "");
    Path flagged = Files.writeString(cur.resolve("2.two:2,F"), "");

    FolderScan scan = scanAt(CHANGED);
    assertThat(scan.isUpToDate()).as("the listing is too young to be sure").isFalse();
    assertThat(scan.isUnchanged()).isTrue();

    Path fresh = Files.writeString(directory.fresh().resolve("3.three"), "");
    assertThat(scan.isUnchanged()).as("a delivery").isFalse();
    Files.delete(fresh);
    assertThat(scan.isUnchanged()).isTrue();

    Path renamed = Files.move(seen, cur.resolve("1.one:2,RS"));
    assertThat(scan.isUnchanged()).as("another flag").isFalse();
    Files.move(renamed, seen);
    assertThat(scan.isUnchanged()).isTrue();

    Path more = Files.writeString(cur.resolve("3.three:2,"), "");
    assertThat(scan.isUnchanged()).as("one more file").isFalse();
    Files.delete(flagged);
    assertThat(scan.isUnchanged()).as("another file").isFalse();
    Files.delete(more);
    assertThat(scan.isUnchanged()).as("a file less").isFalse();
  }

  @Test
  void aFolderMayHaveChangedWhenAnotherProgramWroteTheDatabase() throws Exception {
    Files.writeString(directory.cur().resolve("1.one:2,S"), "");
    FolderScan scan = scanAt(CHANGED);
    assertThat(scan.isUnchanged()).isTrue();

    Files.writeString(directory.uidDb(), "1 4711 9\n8 1.one\n");

    assertThat(scan.isUnchanged()).isFalse();
  }

  private FolderScan scanAt(Instant now) throws Exception {
    Files.setLastModifiedTime(directory.cur(), FileTime.from(CHANGED));
    Files.setLastModifiedTime(directory.fresh(), FileTime.from(CHANGED));
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    var files = new DurableFiles(new UniqueNames(clock, "one", 1), 022);
    var validity = new UidValidity(directory, files, FolderLocks.NONE, clock);
    var view = new FolderView(new ModSequence(clock));
    var keywords =
        new FolderKeywords(view, Optional.of(new KeywordDirectory(directory, files, clock)));
    var database = new FolderDatabase(directory, view, validity, files);
    var scan = new FolderScan(directory, view, keywords, database, files, clock);
    scan.run(false);
    return scan;
  }
}

package dev.postroom.imap.maildir.keywords;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.maildir.MailServer;
import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.UniqueNames;
import dev.postroom.testing.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeywordDirectoryTest {

  /** In the five minutes with the number 5984448. */
  private static final Instant NOW = new ManualClock().instant();

  @TempDir Path folder;
  private Path path;
  private ManualClock clock;
  private KeywordDirectory directory;

  @BeforeEach
  void open() throws Exception {
    var folderDirectory = new FolderDirectory(folder);
    folderDirectory.create();
    clock = new ManualClock();
    var files = new DurableFiles(new UniqueNames(clock, "one", 1), 022);
    KeywordDirectory.create(folderDirectory, files);
    path = KeywordDirectory.path(folderDirectory);
    directory = new KeywordDirectory(folderDirectory, files, clock);
  }

  @Test
  void aSecondChangeHasToReadAndMergeTheFirst() throws Exception {
    assertThat(change("1.a", List.of("x"))).isTrue();
    assertThat(change("1.a", List.of("y"))).isFalse();

    directory.read();
    directory.merge(directory.all());

    assertThat(change("1.a", List.of("x", "y"))).isTrue();
    assertThat(names()).containsExactly(".5984449.1.a", "1.a", ":list");
    assertThat(Files.readString(path.resolve(":list"))).isEqualTo("x\n\n1.a:0\n");
  }

  @Test
  void aMergedFileNeverGetsASmallerNumberThanThereWas() throws Exception {
    write(".6000000.1.a", "old\n");
    write(".5.1.a", "older\n");
    write("1.a", "new\n");
    directory.read();
    directory.merge(directory.all());

    assertThat(names()).containsExactly(".6000000.1.a", ":list");
    assertThat(directory.keywords("1.a")).containsExactly("new");
  }

  @Test
  void aListThatAnotherProgramWroteFromWhatItKnewBeforeHidesNoChange() throws Exception {
    write(":list", "a\n\n1.a:0\n");
    change("1.a", List.of("b"));
    directory.read();
    directory.merge(directory.all());
    write(":list", "a\n\n1.a:0\n");
    directory.read();

    assertThat(directory.keywords("1.a")).containsExactly("b");
  }

  @Test
  void oneChangeDoesNotWriteTheListButManyDo() throws Exception {
    for (int i = 1; i < KeywordFiles.MAX_CHANGES; i++) {
      write(i + ".a", "x\n");
    }
    directory.read();
    assertThat(directory.isMergeDue()).isFalse();

    write("100.a", "x\n");
    directory.read();
    assertThat(directory.isMergeDue()).isTrue();
  }

  @Test
  void mergedFilesAndLeftoversGoAfter15Minutes() throws Exception {
    change("1.a", List.of("x"));
    write(".tmp.left", "");
    Files.setLastModifiedTime(path.resolve("1.a"), FileTime.from(NOW));
    directory.read();
    clock.advance(KeywordFiles.KEPT.minusSeconds(1));
    assertThat(directory.isMergeDue()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(directory.isMergeDue()).isTrue();
    assertThat(directory.isUpToDate()).isFalse();

    directory.merge(directory.all());
    assertThat(names()).containsExactly(".5984452.1.a", ":list");
    assertThat(directory.isMergeDue()).isFalse();

    clock.advance(KeywordFiles.KEPT.plusMinutes(5));
    assertThat(directory.isMergeDue()).isTrue();
    directory.merge(directory.all());
    assertThat(names()).containsExactly(":list");
    assertThat(directory.keywords("1.a")).containsExactly("x");
    assertThat(directory.all().keywords()).containsOnlyKeys("1.a");
  }

  @Test
  void noFileNeedsToBeReadWhileTheDirectoryStaysAsItWas() throws Exception {
    write("1.a", "x\n");
    Files.setLastModifiedTime(path, FileTime.from(NOW.minusSeconds(10)));
    directory.read();
    assertThat(directory.isUpToDate()).isTrue();

    Files.setLastModifiedTime(path, FileTime.from(NOW.minusSeconds(9)));
    assertThat(directory.isUpToDate()).isFalse();
    assertThat(directory.read()).containsExactly("1.a");
    Files.setLastModifiedTime(path, FileTime.from(NOW));
    directory.read();
    assertThat(directory.isUpToDate()).as("too fresh to be trusted").isFalse();
  }

  @Test
  void aDirectoryThatIsNotThereHasNoKeywords() throws Exception {
    write("1.a", "x\n");
    directory.read();
    DurableFiles.deleteTree(path);

    assertThat(directory.read()).containsExactly("1.a");
    assertThat(directory.keywords("1.a")).isEmpty();
    assertThat(directory.isUpToDate()).isTrue();
    assertThat(change("1.a", List.of("y"))).isTrue();
  }

  @Test
  void aMessageWithoutKeywordsIsNotInTheList() throws Exception {
    write(":list", "a\n\n1.a:0\n2.b:0\n");
    change("1.a", List.of());
    directory.read();
    assertThat(directory.keywords("1.a")).isEmpty();
    assertThat(directory.all())
        .isEqualTo(new KeywordList(Map.of("2.b", new TreeSet<>(List.of("a")))));
  }

  private boolean change(String base, List<String> keywords) throws Exception {
    try (KeywordChanges changes = directory.begin()) {
      return changes.change(base, keywords);
    }
  }

  @Test
  void messagesThatGetTheSameKeywordsTogetherShareOneFile() throws Exception {
    try (KeywordChanges changes = directory.begin()) {
      assertThat(changes.change("1.a", List.of("x"))).isTrue();
      assertThat(changes.change("2.a", List.of("x"))).isTrue();
      assertThat(changes.change("3.a", List.of("y"))).isTrue();
    }

    assertThat(MailServer.files(path)).containsExactly("1.a", "2.a", "3.a");
    assertThat(path.resolve("1.a")).hasContent("x");
    assertThat(Files.isSameFile(path.resolve("1.a"), path.resolve("2.a"))).isTrue();
    assertThat(path.resolve("3.a")).hasContent("y");
  }

  private void write(String name, String text) throws Exception {
    Path file = Files.writeString(path.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(NOW));
  }

  private List<String> names() {
    return MailServer.files(path);
  }
}

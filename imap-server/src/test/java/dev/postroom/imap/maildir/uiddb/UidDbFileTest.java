package dev.postroom.imap.maildir.uiddb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.maildir.files.DurableFiles;
import dev.postroom.imap.maildir.files.FolderDirectory;
import dev.postroom.imap.maildir.files.FolderDirectory.Stamp;
import dev.postroom.imap.maildir.files.UniqueNames;
import dev.postroom.imap.maildir.uiddb.UidDb.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UidDbFileTest {

  @TempDir Path folder;
  private FolderDirectory directory;
  private UidDbFile file;

  @BeforeEach
  void open() throws Exception {
    directory = new FolderDirectory(folder);
    directory.create();
    file =
        new UidDbFile(directory, new DurableFiles(new UniqueNames(Clock.systemUTC(), "h", 1), 0));
  }

  @Test
  void newEntriesAreAppendedAndTheHeaderChangesInPlace() throws Exception {
    write("1 777 3\n1 a\n2 b\n");
    file.read();
    Object inode = stamp().key();

    assertThat(file.appendAhead(777, 5, List.of(new Entry(3, "c"), new Entry(4, "d")))).isTrue();
    assertThat(file.appendPresent(777, 6, List.of(new Entry(5, "e")))).isTrue();

    assertThat(text()).isEqualTo("1 777 6\n1 a\n2 b\n3 c\n4 d\n5 e\n");
    assertThat(stamp().key()).isEqualTo(inode);
    assertThat(file.isCurrent()).isTrue();
  }

  @Test
  void aHeaderOfAnotherLengthOrFormIsNotOverwritten() throws Exception {
    for (String header : List.of("1 777 9", "1 0777 9", "1 77 10", "1 777 99", "1 777 x1", "")) {
      write(header + "\n1 a\n");
      file.read();

      assertThat(file.appendAhead(777, 11, List.of(new Entry(10, "b")))).as(header).isFalse();

      assertThat(text()).isEqualTo(header + "\n1 a\n");
      assertThat(file.isCurrent()).isFalse();
      assertThat(file.isReplacementDue(1000)).isTrue();
    }
  }

  @Test
  void nothingIsAppendedToHalfALine() throws Exception {
    write("1 777 3\n1 a\n2 b");
    file.read();

    assertThat(file.appendAhead(777, 4, List.of(new Entry(3, "c")))).isFalse();
    assertThat(text()).isEqualTo("1 777 3\n1 a\n2 b");
  }

  @Test
  void aMissingFileIsReplacedAndNotAppendedTo() throws Exception {
    assertThat(file.appendAhead(777, 2, List.of(new Entry(1, "a")))).isFalse();

    file.replace(new UidDb(777, 2, List.of(new Entry(1, "a"))));
    assertThat(text()).isEqualTo("1 777 2\n1 a\n");
    assertThat(file.isCurrent()).isTrue();
  }

  @Test
  void whatAnotherAppendsWithinOneTickOfTheClockIsNoticed() throws Exception {
    write("1 777 2\n1 a\n");
    FileTime tick = Files.getLastModifiedTime(directory.uidDb());
    file.read();
    var other =
        new UidDbFile(directory, new DurableFiles(new UniqueNames(Clock.systemUTC(), "o", 2), 0));
    other.read();

    assertThat(other.appendAhead(777, 3, List.of(new Entry(2, "b")))).isTrue();
    Files.setLastModifiedTime(directory.uidDb(), tick);

    assertThat(file.isRead()).isFalse();
    assertThat(file.isCurrent()).isFalse();
  }

  @Test
  void entriesOfMessagesThatAreGoneStayUntilThereAreTooMany() throws Exception {
    write("1 777 3\n1 a\n2 b\n");
    file.read();

    file.stale(List.of("a"));

    assertThat(file.isReplacementDue(UidDbFile.STALE)).isFalse();
    assertThat(file.isReplacementDue(UidDbFile.STALE - 1)).isTrue();
  }

  private void write(String text) throws Exception {
    Files.writeString(directory.uidDb(), text);
  }

  private String text() throws Exception {
    return Files.readString(directory.uidDb());
  }

  private Stamp stamp() throws Exception {
    return FolderDirectory.stamp(directory.uidDb()).orElseThrow();
  }
}

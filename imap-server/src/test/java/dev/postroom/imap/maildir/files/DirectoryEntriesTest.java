package dev.postroom.imap.maildir.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryEntriesTest {

  @TempDir Path directory;

  private List<String> names(Path of) throws IOException {
    var names = new ArrayList<String>();
    DirectoryEntries.tell(of, names::add);
    return names;
  }

  @Test
  void everyNameIsToldOnceHoweverManyThereAre() throws Exception {
    var made = new ArrayList<String>();
    for (int i = 0; i < 3000; i++) {
      String name = i + "x".repeat(i % 200);
      Files.createFile(directory.resolve(name));
      made.add(name);
    }
    assertThat(names(directory)).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void hiddenNamesAreToldButNeitherTheDirectoryNorTheOneAboveIt() throws Exception {
    for (String name : List.of(".a", "..b", "...", "a", "a b", "\n", "l".repeat(255))) {
      Files.createFile(directory.resolve(name));
    }
    Files.createDirectory(directory.resolve("below"));

    assertThat(names(directory))
        .containsExactlyInAnyOrder(".a", "..b", "...", "a", "a b", "\n", "l".repeat(255), "below");
  }

  @Test
  void namesAreReadAsPathsAre() throws Exception {
    Path named;
    try {
      named = Files.createFile(directory.resolve("Entwürfe \uD83D\uDCEB"));
    } catch (InvalidPathException localeHasNoSuchLetters) {
      named = Files.createFile(directory.resolve("Entwurf"));
    }
    assertThat(names(directory)).containsExactly(named.getFileName().toString());
    assertThat(names(Files.createDirectory(named.resolveSibling(named.getFileName() + " 2"))))
        .isEmpty();
  }

  @Test
  void whatIsNoDirectoryIsSaidToBeNone() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> names(file)).isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> names(directory.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeInPlaceOfADirectoryHoldsUpNobody() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> names(pipe)).isInstanceOf(NotDirectoryException.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNameCostsLittleMoreThanItsBytes() throws Exception {
    int files = 2000;
    String name = "1795354728.M145453P22899V000000000000FE00I0000000000EA4286_1016.host,S=4036:2,";
    for (int i = 0; i < files; i++) {
      Files.createFile(directory.resolve(i + name));
    }
    names(directory);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    DirectoryEntries.tell(directory, _ -> {});
    long each = (threads.getCurrentThreadAllocatedBytes() - before) / files;

    // The record of the system, copied once, and the string.
    assertThat(each).isLessThan(4L * name.length());
  }
}

package dev.postroom.kubernetes.node.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicDirectoryTest {

  @TempDir Path temporary;
  private Path directory;
  private AtomicDirectory atomic;

  @BeforeEach
  void create() {
    directory = temporary.resolve("volume");
    atomic = new AtomicDirectory(directory);
  }

  private static SortedMap<String, VolumeFile> files(String... pathsAndTexts) {
    SortedMap<String, VolumeFile> files = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      files.put(pathsAndTexts[i], new VolumeFile(pathsAndTexts[i + 1].getBytes(UTF_8), 0640));
    }
    return files;
  }

  private List<String> visible() throws Exception {
    try (var entries = Files.list(directory)) {
      return entries
          .map(p -> p.getFileName().toString())
          .filter(n -> !n.startsWith("..v"))
          .sorted()
          .toList();
    }
  }

  @Test
  void filesAreSeenThroughOneLinkThatIsReplacedWhole() throws Exception {
    assertThat(atomic.write(files("imapd", "a", "auth/userdb", "b"))).isTrue();
    Path before = directory.resolve("..data").toRealPath();
    assertThat(visible()).containsExactly("..data", "auth", "imapd");
    assertThat(directory.resolve("auth/userdb")).hasContent("b");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(before.resolve("imapd"))))
        .isEqualTo("rw-r-----");

    assertThat(atomic.write(files("imapd", "c", "imapaccess", "d"))).isTrue();
    assertThat(visible()).containsExactly("..data", "imapaccess", "imapd");
    assertThat(directory.resolve("imapd")).hasContent("c");
    assertThat(before).as("the old files are gone").doesNotExist();
  }

  @Test
  void nothingIsWrittenWhenNothingChanged() throws Exception {
    atomic.write(files("imapd", "a"));
    Path before = directory.resolve("..data").toRealPath();
    assertThat(atomic.write(files("imapd", "a"))).isFalse();
    assertThat(directory.resolve("..data").toRealPath()).isEqualTo(before);
  }

  @Test
  void aTreeIsDeletedWholeThoughTwoDeleteItAtOnce() throws Exception {
    for (int i = 0; i < 300; i++) {
      Files.write(
          Files.createDirectories(directory.resolve("a" + i)).resolve("file"), new byte[] {1});
    }
    Path outside = Files.createFile(temporary.resolve("outside"));
    Files.createSymbolicLink(directory.resolve("link"), outside);
    try (var threads = Executors.newFixedThreadPool(2)) {
      Callable<Void> delete =
          () -> {
            AtomicDirectory.deleteTree(directory);
            return null;
          };
      for (Future<Void> done : threads.invokeAll(List.of(delete, delete))) {
        done.get();
      }
    }
    assertThat(directory).doesNotExist();
    assertThat(outside).exists();
    AtomicDirectory.deleteTree(directory);
  }
}

package dev.postroom.bench.server;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process namespace for a peer: all that it forks, daemons included, can be counted there, and
 * ends with the first of its processes.
 */
final class PidNamespace {

  private static final Path PROC = Path.of("/proc");
  private static final Duration END = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Path id;

  private PidNamespace(Path id) {
    this.id = id;
  }

  /** The command to put in front of the one that is to run in a new namespace. */
  static List<String> command() {
    return List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "--");
  }

  /**
   * The namespace that this process made.
   *
   * @param unshare what {@link #command} has started
   */
  static PidNamespace madeBy(long unshare) throws IOException {
    return new PidNamespace(Files.readSymbolicLink(PROC.resolve(unshare + "/ns/pid_for_children")));
  }

  /** Who is in it now. */
  List<Long> processes() throws IOException {
    List<Long> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(PROC)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        String name = entry.getFileName().toString();
        if (Character.isDigit(name.charAt(0)) && contains(entry)) {
          found.add(Long.valueOf(name));
        }
      }
    }
    return found;
  }

  private boolean contains(Path process) throws IOException {
    try {
      return Files.readSymbolicLink(process.resolve("ns/pid")).equals(id);
    } catch (FileSystemException ended) {
      return false;
    }
  }

  /**
   * Returns when nobody is in it any more, which follows soon upon the end of its first process.
   */
  void awaitEnd() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + END.toNanos();
    while (!processes().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("processes " + processes() + " do not end");
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
    }
  }
}

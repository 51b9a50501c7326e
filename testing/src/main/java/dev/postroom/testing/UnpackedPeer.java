package dev.postroom.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of Debian's, unpacked by {@code peers/unpack} and not installed. Tests that want it are
 * skipped where it is not unpacked, and fail where it is required.
 *
 * @param root of the tree that {@code peers/unpack} printed
 * @param program below the root
 */
public record UnpackedPeer(Path root, Path program) {

  /**
   * Behind a peer's name: where it is unpacked, if not where {@code peers/unpack} does by itself.
   */
  private static final String DIRECTORY = "_ROOT";

  private static final Path DEFAULT_DIRECTORY =
      Path.of(System.getProperty("user.home"), ".cache", "postroom", "peers");

  /** Set where the tests may not be left out, which is in continuous integration. */
  private static final String REQUIRED = "_REQUIRED";

  /**
   * Finds it, or ends the test.
   *
   * @param name as {@code peers/unpack} takes it
   * @param program below the root
   */
  public static UnpackedPeer of(String name, String program) {
    String variables = name.toUpperCase(Locale.ROOT);
    Path root =
        Optional.ofNullable(System.getenv(variables + DIRECTORY))
            .map(Path::of)
            .orElse(DEFAULT_DIRECTORY.resolve(name));
    Path file = root.resolve(program);
    if (!Files.isExecutable(file)) {
      String missing = "there is no " + file + "; peers/unpack " + name + " makes it";
      if (System.getenv(variables + REQUIRED) != null) {
        fail(missing);
      }
      abort(missing);
    }
    return new UnpackedPeer(root, file);
  }

  /** How the program is started with the libraries beside it; the caller starts it. */
  public ProcessBuilder command(List<String> arguments) throws IOException {
    var builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), arguments.stream()).toList())
            .redirectErrorStream(true);
    Path lib = root.resolve("usr/lib");
    if (Files.isDirectory(lib)) {
      builder.environment().put("LD_LIBRARY_PATH", libraries(lib));
    }
    return builder;
  }

  /** Debian's directory for the machine's kind of processor, whatever it is called. */
  private static String libraries(Path lib) throws IOException {
    try (var directories = Files.list(lib)) {
      return directories
          .filter(directory -> directory.getFileName().toString().contains("-linux-"))
          .map(Path::toString)
          .findFirst()
          .orElse("");
    }
  }
}

package dev.postroom.imap.server;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Debian's HAProxy, unpacked by {@code peers/unpack} and not installed. Tests that want it are
 * skipped where it is not unpacked, and fail where it is required.
 */
final class Haproxy implements AutoCloseable {

  /** Where the package is unpacked, if not where {@code peers/unpack} puts it by itself. */
  private static final String DIRECTORY = "HAPROXY_ROOT";

  private static final Path DEFAULT_DIRECTORY =
      Path.of(System.getProperty("user.home"), ".cache", "postroom", "peers", "haproxy");

  /** Set where the tests may not be left out, which is in continuous integration. */
  private static final String REQUIRED = "HAPROXY_REQUIRED";

  private final Process process;

  private Haproxy(Process process) {
    this.process = process;
  }

  /**
   * @param scratch for its configuration and what it says
   */
  static Haproxy start(Path scratch, String configuration) throws IOException {
    Path root =
        Optional.ofNullable(System.getenv(DIRECTORY)).map(Path::of).orElse(DEFAULT_DIRECTORY);
    Path program = root.resolve("usr/sbin/haproxy");
    if (!Files.isExecutable(program)) {
      String missing = "there is no " + program + "; peers/unpack haproxy makes it";
      if (System.getenv(REQUIRED) != null) {
        fail(missing);
      }
      abort(missing);
    }
    Path file = Files.writeString(scratch.resolve("haproxy.cfg"), configuration);
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), "-db", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("haproxy.log").toFile());
    builder.environment().put("LD_LIBRARY_PATH", libraries(root.resolve("usr/lib")));
    return new Haproxy(builder.start());
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

  /** A port of that address that is free now; HAProxy does not tell what it gets for port 0. */
  static InetSocketAddress free(String address) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

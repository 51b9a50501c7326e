package dev.postroom.imap.auth.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.testing.UnpackedPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Debian's MariaDB on loopback, with a database of its own. */
final class Mariadb implements AutoCloseable {

  private static final String ADDRESS = "127.0.0.1";

  private final Process process;
  private final int port;

  private Mariadb(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param scratch for its files, and for what it says
   * @param statements with which the database begins; each ends with a semicolon and its line
   */
  static Mariadb start(Path scratch, String statements) throws IOException, InterruptedException {
    UnpackedPeer peer = UnpackedPeer.of("mariadb", "usr/sbin/mariadbd");
    Path share = peer.root().resolve("usr/share/mysql");
    Path data = Files.createDirectory(scratch.resolve("data"));
    List<String> options =
        List.of(
            "--no-defaults",
            // It runs as root only where it is told to.
            "--user=" + System.getProperty("user.name"),
            "--datadir=" + data,
            "--lc-messages-dir=" + share,
            "--character-sets-dir=" + share.resolve("charsets"),
            "--innodb-buffer-pool-size=8M",
            "--innodb-log-file-size=4M");
    Path log = scratch.resolve("log");
    Process making =
        peer.command(with(options, "--bootstrap"))
            .redirectInput(beginning(scratch, share, statements).toFile())
            .redirectOutput(log.toFile())
            .start();
    assertThat(making.waitFor()).describedAs(() -> read(log)).isZero();
    int port = free();
    Process process =
        peer.command(
                with(
                    options,
                    "--bind-address=" + ADDRESS,
                    "--port=" + port,
                    "--socket=" + scratch.resolve("socket"),
                    "--skip-name-resolve"))
            .redirectOutput(log.toFile())
            .start();
    var started = new Mariadb(process, port);
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> !process.isAlive() || started.isListening());
      assertThat(process.isAlive()).describedAs(() -> read(log)).isTrue();
    } catch (Throwable e) {
      started.close();
      throw e;
    }
    return started;
  }

  /** The server's own tables, as mariadb-install-db makes them, and then what is asked for. */
  private static Path beginning(Path scratch, Path share, String statements) throws IOException {
    return Files.writeString(
        scratch.resolve("beginning.sql"),
        String.join(
            "\n",
            "CREATE DATABASE mysql;",
            "USE mysql;",
            Files.readString(share.resolve("mysql_system_tables.sql")),
            Files.readString(share.resolve("mysql_system_tables_data.sql")),
            "FLUSH PRIVILEGES;",
            statements));
  }

  private static List<String> with(List<String> options, String... more) {
    return Stream.concat(options.stream(), Stream.of(more)).toList();
  }

  /** A port that is free now; MariaDB takes 0 for 3306. */
  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS))) {
      return socket.getLocalPort();
    }
  }

  private boolean isListening() {
    try (var socket = new Socket(ADDRESS, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

package dev.postroom.imap.server;

import dev.postroom.testing.UnpackedPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's HAProxy before the server. */
final class Haproxy implements AutoCloseable {

  private final Process process;

  private Haproxy(Process process) {
    this.process = process;
  }

  /**
   * @param scratch for its configuration and what it says
   */
  static Haproxy start(Path scratch, String configuration) throws IOException {
    Path file = Files.writeString(scratch.resolve("haproxy.cfg"), configuration);
    return new Haproxy(
        UnpackedPeer.of("haproxy", "usr/sbin/haproxy")
            .command(List.of("-db", "-f", file.toString()))
            .redirectOutput(scratch.resolve("haproxy.log").toFile())
            .start());
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

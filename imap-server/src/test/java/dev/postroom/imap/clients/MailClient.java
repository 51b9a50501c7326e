package dev.postroom.imap.clients;

import dev.postroom.imap.clients.ForeignProgram.Result;
import dev.postroom.imap.server.ServerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The computer of Anna, whose mail is on the server: her home directory, and what she starts. */
final class MailClient {

  static final String USER = "anna";
  static final String PASSWORD = ServerFixture.PASSWORD;

  /** The name in the server's certificate; it leads to the address on which the server listens. */
  static final String HOST = "localhost";

  private final Path home;
  private final ServerFixture server;

  MailClient(Path home, ServerFixture server) {
    this.home = home;
    this.server = server;
  }

  int port(Security security) {
    return server.port(security.listener());
  }

  Path home() {
    return home;
  }

  /** A file with the server's certificate, which the client trusts. */
  Path trustedCertificates() throws IOException {
    String pem = Files.readString(server.directory().resolve("imapd.pem"));
    return Files.writeString(
        home.resolve("trusted.pem"), pem.substring(pem.indexOf("-----BEGIN CERTIFICATE")));
  }

  /** Writes a file that nobody else may read, as programs demand of one with a password. */
  Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(home.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  Result run(String... command) throws IOException, InterruptedException {
    return ForeignProgram.run(home, List.of(command));
  }
}

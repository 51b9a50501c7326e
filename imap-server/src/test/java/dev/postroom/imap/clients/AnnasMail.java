package dev.postroom.imap.clients;

import dev.postroom.imap.server.ServerFixture;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with Anna's mail, and her computer; what every test of a mail program begins with. */
abstract class AnnasMail {

  @TempDir private Path serverDirectory;
  @TempDir private Path clientHome;
  private ServerFixture server;
  protected MailClient client;

  @BeforeEach
  final void start() throws Exception {
    server = new ServerFixture(serverDirectory).start();
    client = new MailClient(clientHome, server);
  }

  @AfterEach
  final void stop() {
    server.close();
  }

  /** A folder of hers on the server's disk; with an empty name, INBOX. */
  protected MaildirFolder onServer(String name) throws IOException {
    Path maildir = server.home(MailClient.USER).resolve("Maildir");
    return new MaildirFolder(name.isEmpty() ? maildir : maildir.resolve("." + name)).create();
  }
}

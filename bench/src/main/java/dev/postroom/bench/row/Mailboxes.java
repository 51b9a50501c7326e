package dev.postroom.bench.row;

import dev.postroom.bench.client.Login;
import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.mail.Templates;
import dev.postroom.bench.server.Accounts;
import dev.postroom.bench.server.MailServer;
import java.io.IOException;
import java.nio.file.Path;

/** Gives users of a server their mail. */
public final class Mailboxes {

  private final Templates templates;
  private final Accounts accounts;
  private int guests;

  public Mailboxes(Templates templates, Accounts accounts) {
    this.templates = templates;
    this.accounts = accounts;
  }

  public Accounts accounts() {
    return accounts;
  }

  /** Fills the INBOX of all who are there for the whole run. */
  public void settle(MailServer server) throws IOException {
    for (int i = 0; i < accounts.residents(); i++) {
      fill(server, accounts.resident(i), Folder.OFFICE);
    }
  }

  /**
   * Somebody whom no server has seen before, with this folder as INBOX.
   *
   * @return must be closed, upon which the mail is deleted
   */
  Guest guest(MailServer server, Folder folder) throws IOException {
    Login login = accounts.guest(guests++);
    fill(server, login, folder);
    return new Guest(login, server.home(login.user()));
  }

  private void fill(MailServer server, Login login, Folder folder) throws IOException {
    templates.make(folder, MailServer.MAIL_OWNER);
    templates.copy(folder, server.home(login.user()).resolve("Maildir"), server.owner());
  }

  /** A user for one measurement. */
  record Guest(Login login, Path home) implements AutoCloseable {

    Path maildir() {
      return home.resolve("Maildir");
    }

    @Override
    public void close() throws IOException {
      Templates.delete(home);
    }
  }
}

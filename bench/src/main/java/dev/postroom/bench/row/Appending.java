package dev.postroom.bench.row;

import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.mail.MessageText;
import dev.postroom.bench.report.Row;
import dev.postroom.bench.report.Unit;
import dev.postroom.bench.server.MailServer;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ObjDoubleConsumer;

/** Appends messages of 2 to 6 KiB: one client, ten with a folder each, and ten with the same. */
public final class Appending implements Experiment {

  private static final int CLIENTS = 10;

  private final Mailboxes mailboxes;
  private final int messages;
  private final Row one = row("APPEND, 1 connection");
  private final Row apart = row("APPEND, 10 connections, a folder each");
  private final Row together = row("APPEND, 10 connections, one folder");

  /**
   * @param messages how many each client appends
   */
  public Appending(Mailboxes mailboxes, int messages) {
    this.mailboxes = mailboxes;
    this.messages = messages;
  }

  private static Row row(String title) {
    return new Row(title, Unit.PER_SECOND);
  }

  @Override
  public String id() {
    return "append";
  }

  @Override
  public List<Row> rows() {
    return List.of(one, apart, together);
  }

  @Override
  public void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception {
    results.accept(one, rate(server, 1, client -> 0));
    results.accept(apart, rate(server, CLIENTS, client -> client));
    results.accept(together, rate(server, CLIENTS, client -> 0));
  }

  private double rate(MailServer server, int clients, IntUnaryOperator user) throws Exception {
    Mailboxes.Guest[] guests = new Mailboxes.Guest[clients];
    try {
      for (int i = 0; i < clients; i++) {
        guests[i] = mailboxes.guest(server, Folder.OFFICE);
      }
      var watch = new Stopwatch();
      Clients.atOnce(
          clients, client -> append(server, guests[user.applyAsInt(client)], client * messages));
      return clients * messages / watch.seconds();
    } finally {
      for (var guest : guests) {
        if (guest != null) {
          guest.close();
        }
      }
    }
  }

  private void append(MailServer server, Mailboxes.Guest guest, int first) throws Exception {
    try (var connection = ImapConnection.login(server.plain(), guest.login())) {
      connection.command("SELECT INBOX");
      for (int i = first; i < first + messages; i++) {
        connection.append("INBOX", MessageText.onTheWire(MessageText.small(i)));
      }
      connection.logout();
    }
  }
}

package dev.postroom.bench.row;

import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.client.ImapException;
import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.report.Row;
import dev.postroom.bench.report.Unit;
import dev.postroom.bench.server.MailServer;
import java.io.IOException;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/**
 * Opens a folder and lists it, as a mail program does: first when the server has never seen the
 * folder, then again in a new connection, with whatever the server has remembered.
 */
public final class Reading implements Experiment {

  private final String id;
  private final Folder folder;
  private final Mailboxes mailboxes;
  private final Row openFirst;
  private final Row openAgain;
  private final Row envelopeFirst;
  private final Row envelopeAgain;

  public Reading(String id, Folder folder, Mailboxes mailboxes) {
    this.id = id;
    this.folder = folder;
    this.mailboxes = mailboxes;
    this.openFirst = row("SELECT and FETCH FLAGS of %,d, first");
    this.openAgain = row("SELECT and FETCH FLAGS of %,d, again");
    this.envelopeFirst = row("FETCH ENVELOPE of %,d, first");
    this.envelopeAgain = row("FETCH ENVELOPE of %,d, again");
  }

  private Row row(String title) {
    return new Row(title.formatted(folder.messages()), Unit.MILLISECONDS);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<Row> rows() {
    return List.of(openFirst, openAgain, envelopeFirst, envelopeAgain);
  }

  @Override
  public void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception {
    try (var guest = mailboxes.guest(server, folder)) {
      try (var connection = ImapConnection.login(server.plain(), guest.login())) {
        results.accept(openFirst, open(connection));
        results.accept(envelopeFirst, fetch(connection, "ENVELOPE"));
        connection.logout();
      }
      try (var connection = ImapConnection.login(server.plain(), guest.login())) {
        results.accept(openAgain, open(connection));
        results.accept(envelopeAgain, fetch(connection, "ENVELOPE"));
        connection.logout();
      }
    }
  }

  private double open(ImapConnection connection) throws IOException {
    var watch = new Stopwatch();
    connection.command("SELECT INBOX");
    fetch(connection, "FLAGS");
    return watch.milliseconds();
  }

  private double fetch(ImapConnection connection, String item) throws IOException {
    var watch = new Stopwatch();
    var reply = connection.command("FETCH 1:* (" + item + ")");
    double milliseconds = watch.milliseconds();
    if (reply.untagged() < folder.messages()) {
      throw new ImapException(
          "FETCH %s told of %d messages of %d"
              .formatted(item, reply.untagged(), folder.messages()));
    }
    return milliseconds;
  }
}

package dev.postroom.bench.row;

import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.report.Row;
import dev.postroom.bench.report.Unit;
import dev.postroom.bench.server.MailServer;
import java.io.IOException;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** Changes, copies and moves all of 10,000 messages by one command each. */
public final class Changing implements Experiment {

  private final Mailboxes mailboxes;
  private final Row store = row("STORE +FLAGS on 10,000");
  private final Row copy = row("COPY of 10,000");
  private final Row move = row("MOVE of 10,000 (Courier: COPY, STORE, EXPUNGE)");

  public Changing(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  private static Row row(String title) {
    return new Row(title, Unit.MILLISECONDS);
  }

  @Override
  public String id() {
    return "change";
  }

  @Override
  public List<Row> rows() {
    return List.of(store, copy, move);
  }

  @Override
  public void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception {
    try (var guest = mailboxes.guest(server, Folder.TEN_THOUSAND);
        var connection = ImapConnection.login(server.plain(), guest.login())) {
      connection.command("CREATE INBOX.Copy");
      connection.command("CREATE INBOX.Moved");
      connection.command("SELECT INBOX");
      results.accept(store, timed(connection, "STORE 1:* +FLAGS (\\Flagged)"));
      Disk.settle();
      results.accept(copy, timed(connection, "COPY 1:* INBOX.Copy"));
      Disk.settle();
      results.accept(
          move,
          server.canMove()
              ? timed(connection, "MOVE 1:* INBOX.Moved")
              : timed(
                  connection,
                  "COPY 1:* INBOX.Moved",
                  "STORE 1:* +FLAGS.SILENT (\\Deleted)",
                  "EXPUNGE"));
      connection.logout();
    }
  }

  private static double timed(ImapConnection connection, String... commands) throws IOException {
    var watch = new Stopwatch();
    for (String command : commands) {
      connection.command(command);
    }
    return watch.milliseconds();
  }
}

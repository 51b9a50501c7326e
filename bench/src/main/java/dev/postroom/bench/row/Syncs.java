package dev.postroom.bench.row;

import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.mail.MessageText;
import dev.postroom.bench.report.Row;
import dev.postroom.bench.report.Unit;
import dev.postroom.bench.server.MailServer;
import dev.postroom.bench.server.SyncTrace;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/**
 * Who syncs: how often a server has the kernel write to disk before it answers. Not better or
 * worse, but needed to read the rows that write.
 */
public final class Syncs implements Experiment {

  private static final int APPENDS = 10;

  private final Mailboxes mailboxes;
  private final Row append = row("fsync calls for %d times APPEND".formatted(APPENDS));
  private final Row store = row("fsync calls for STORE on 50");
  private final Row copy = row("fsync calls for COPY of 50");

  public Syncs(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  private static Row row(String title) {
    return new Row(title, Unit.CALLS);
  }

  @Override
  public String id() {
    return "fsync";
  }

  @Override
  public List<Row> rows() {
    return List.of(append, store, copy);
  }

  @Override
  public int warmUps() {
    return 0;
  }

  @Override
  public void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception {
    try (var guest = mailboxes.guest(server, Folder.OFFICE);
        var connection = ImapConnection.login(server.plain(), guest.login())) {
      connection.command("CREATE INBOX.Copy");
      connection.command("SELECT INBOX");
      try (var trace = SyncTrace.of(server.processes())) {
        for (int i = 0; i < APPENDS; i++) {
          connection.append("INBOX", MessageText.onTheWire(MessageText.small(i)));
        }
        results.accept(append, trace.take());
        connection.command("STORE 1:50 +FLAGS (\\Flagged)");
        results.accept(store, trace.take());
        connection.command("COPY 1:50 INBOX.Copy");
        results.accept(copy, trace.take());
      }
      connection.logout();
    }
  }
}

package dev.postroom.bench.row;

import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.client.Reply;
import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.report.Row;
import dev.postroom.bench.report.Unit;
import dev.postroom.bench.server.MailServer;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** Fetches whole messages, many small and few large ones. */
public final class Bodies implements Experiment {

  private static final double MEGABYTE = 1e6;

  private final Mailboxes mailboxes;
  private final Row small =
      new Row("FETCH BODY.PEEK[] of 10,000 of 4 KiB", Unit.MEGABYTES_PER_SECOND);
  private final Row large = new Row("FETCH BODY.PEEK[] of 48 of 2 MiB", Unit.MEGABYTES_PER_SECOND);

  public Bodies(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  @Override
  public String id() {
    return "body";
  }

  @Override
  public List<Row> rows() {
    return List.of(small, large);
  }

  @Override
  public void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception {
    results.accept(small, rate(server, Folder.TEN_THOUSAND));
    results.accept(large, rate(server, Folder.LARGE));
  }

  private double rate(MailServer server, Folder folder) throws Exception {
    try (var guest = mailboxes.guest(server, folder);
        var connection = ImapConnection.login(server.plain(), guest.login())) {
      connection.command("SELECT INBOX");
      var watch = new Stopwatch();
      Reply reply = connection.command("FETCH 1:* (BODY.PEEK[])");
      double rate = reply.literalBytes() / MEGABYTE / watch.seconds();
      connection.logout();
      return rate;
    }
  }
}

package dev.postroom.bench.row;

import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.client.ImapException;
import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.mail.MessageText;
import dev.postroom.bench.report.Row;
import dev.postroom.bench.report.Unit;
import dev.postroom.bench.server.MailServer;
import java.io.IOException;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

/** Searches 10,000 messages, of which one in a hundred is found. */
public final class Searching implements Experiment {

  private static final int FOUND = Folder.TEN_THOUSAND.messages() / 100;

  private final Mailboxes mailboxes;
  private final Row fromFirst = row("SEARCH FROM in 10,000, first");
  private final Row fromAgain = row("SEARCH FROM in 10,000, again");
  private final Row body = row("SEARCH BODY in 10,000");

  public Searching(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  private static Row row(String title) {
    return new Row(title, Unit.MILLISECONDS);
  }

  @Override
  public String id() {
    return "search";
  }

  @Override
  public List<Row> rows() {
    return List.of(fromFirst, fromAgain, body);
  }

  @Override
  public void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception {
    try (var guest = mailboxes.guest(server, Folder.TEN_THOUSAND);
        var connection = ImapConnection.login(server.plain(), guest.login())) {
      connection.command("SELECT INBOX");
      results.accept(fromFirst, search(connection, "FROM " + MessageText.RARE_SENDER));
      results.accept(fromAgain, search(connection, "FROM " + MessageText.RARE_SENDER));
      results.accept(body, search(connection, "BODY " + MessageText.RARE_WORD));
      connection.logout();
    }
  }

  private static double search(ImapConnection connection, String key) throws IOException {
    var watch = new Stopwatch();
    var reply = connection.command("SEARCH " + key);
    double milliseconds = watch.milliseconds();
    int found =
        reply.first().stream()
            .filter(line -> line.startsWith("* SEARCH"))
            .mapToInt(line -> line.strip().split(" ").length - 2)
            .sum();
    if (found != FOUND) {
      throw new ImapException("SEARCH %s found %d, not %d".formatted(key, found, FOUND));
    }
    return milliseconds;
  }
}

package dev.postroom.bench.row;

import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.mail.Delivery;
import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.report.Row;
import dev.postroom.bench.report.Sample;
import dev.postroom.bench.report.Unit;
import dev.postroom.bench.server.MailServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjDoubleConsumer;

/** From a delivery into new/ to the untagged EXISTS, for a client in IDLE. */
public final class IdleDelivery implements Experiment {

  /** Pauses between deliveries, uneven so that they do not fall in step with a server's clock. */
  private static final int[] PAUSES_MILLIS = {530, 710, 1130, 870, 610, 990};

  private final Mailboxes mailboxes;
  private final int deliveries;
  private final Row row = new Row("delivery into new/ to EXISTS in IDLE", Unit.MILLISECONDS);

  /**
   * @param deliveries of one measurement, whose median counts
   */
  public IdleDelivery(Mailboxes mailboxes, int deliveries) {
    this.mailboxes = mailboxes;
    this.deliveries = deliveries;
  }

  @Override
  public String id() {
    return "delivery";
  }

  @Override
  public List<Row> rows() {
    return List.of(row);
  }

  @Override
  public int warmUps() {
    return 0;
  }

  @Override
  public void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception {
    try (var guest = mailboxes.guest(server, Folder.OFFICE);
        var connection = ImapConnection.login(server.plain(), guest.login())) {
      connection.command("SELECT INBOX");
      connection.idle();
      var delivery = new Delivery(guest.maildir(), MailServer.MAIL_OWNER);
      List<Double> times = new ArrayList<>();
      for (int i = 0; i < deliveries; i++) {
        Path prepared = delivery.prepare();
        TimeUnit.MILLISECONDS.sleep(PAUSES_MILLIS[i % PAUSES_MILLIS.length]);
        String exists = "* " + (Folder.OFFICE.messages() + i + 1) + " EXISTS";
        var watch = new Stopwatch();
        delivery.deliver(prepared);
        connection.await(exists::equals);
        times.add(watch.milliseconds());
      }
      connection.done();
      connection.logout();
      results.accept(row, Sample.of(times).median());
    }
  }
}

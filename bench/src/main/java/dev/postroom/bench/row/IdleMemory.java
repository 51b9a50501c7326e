package dev.postroom.bench.row;

import dev.postroom.bench.client.Endpoint;
import dev.postroom.bench.client.IdleCrowd;
import dev.postroom.bench.report.Row;
import dev.postroom.bench.report.Unit;
import dev.postroom.bench.server.MailServer;
import dev.postroom.bench.server.Memory;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjDoubleConsumer;

/**
 * Memory of a server while clients have selected their INBOX and say nothing; five connections for
 * each user, as one mail program opens them.
 */
public final class IdleMemory implements Experiment {

  private static final int FEW = 200;
  private static final int MANY = 2000;
  private static final int PER_USER = 5;

  /**
   * How often the few come and go before anything is measured: a server that has just started is
   * not what waits for clients all day.
   */
  private static final int WARM_UPS = 3;

  /** How long memory may settle. */
  private static final long SETTLE_SECONDS = 2;

  private final Row fewEach = row("memory, 200 idle selected: each", Unit.KIBIBYTES);
  private final Row few = row("memory, 200 idle selected: in total", Unit.MEBIBYTES);
  private final Row manyEach = row("memory, 2,000 idle selected: each", Unit.KIBIBYTES);
  private final Row many = row("memory, 2,000 idle selected: in total", Unit.MEBIBYTES);
  private final Row further = row("memory, each connection beyond 200", Unit.KIBIBYTES);

  private final Mailboxes mailboxes;

  public IdleMemory(Mailboxes mailboxes) {
    this.mailboxes = mailboxes;
  }

  private static Row row(String title, Unit unit) {
    return new Row(title, unit);
  }

  @Override
  public String id() {
    return "idle";
  }

  @Override
  public List<Row> rows() {
    return List.of(fewEach, few, manyEach, many, further);
  }

  @Override
  public int warmUps() {
    return 0;
  }

  @Override
  public boolean wantsFreshServer() {
    return true;
  }

  @Override
  public void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      try (var crowd = new IdleCrowd()) {
        fill(crowd, server.plain(), FEW);
      }
    }
    long before = settled(server);
    try (var crowd = new IdleCrowd()) {
      fill(crowd, server.plain(), FEW);
      long withFew = settled(server);
      fill(crowd, server.plain(), MANY);
      long withMany = settled(server);
      results.accept(fewEach, (withFew - before) / (double) FEW);
      results.accept(few, withFew / 1024.0);
      results.accept(manyEach, (withMany - before) / (double) MANY);
      results.accept(many, withMany / 1024.0);
      results.accept(further, (withMany - withFew) / (double) (MANY - FEW));
    }
  }

  private void fill(IdleCrowd crowd, Endpoint endpoint, int size) throws Exception {
    while (crowd.size() < size) {
      crowd.join(endpoint, mailboxes.accounts().resident(crowd.size() / PER_USER));
    }
  }

  private static long settled(MailServer server) throws Exception {
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    return Memory.pss(server.processes());
  }
}

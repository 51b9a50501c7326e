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
 * Memory of a whole server while clients have selected their INBOX and say nothing; five
 * connections for each user, as one mail program opens them.
 */
public final class IdleMemory implements Experiment {

  private static final int FEW = 200;
  private static final int MANY = 2000;
  private static final int PER_USER = 5;
  private static final double KIB_PER_MIB = 1024;

  /**
   * How often the few come and go before anything is measured: a server that has just started is
   * not what waits for clients all day.
   */
  private static final int WARM_UPS = 3;

  /** How long memory may settle. */
  private static final long SETTLE_SECONDS = 2;

  private final Row few = row("memory with 200 idle selected", Unit.MEBIBYTES);
  private final Row fewEach = row("the same, for each of them", Unit.KIBIBYTES);
  private final Row many = row("memory with 2,000 idle selected", Unit.MEBIBYTES);
  private final Row manyEach = row("the same, for each of the 2,000", Unit.KIBIBYTES);
  private final Row further = row("memory for each beyond 200", Unit.KIBIBYTES);

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
    return List.of(few, fewEach, many, manyEach, further);
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
    try (var crowd = new IdleCrowd()) {
      fill(crowd, server.plain(), FEW);
      long withFew = settled(server);
      fill(crowd, server.plain(), MANY);
      long withMany = settled(server);
      results.accept(few, withFew / KIB_PER_MIB);
      results.accept(fewEach, withFew / (double) FEW);
      results.accept(many, withMany / KIB_PER_MIB);
      results.accept(manyEach, withMany / (double) MANY);
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

package dev.postroom.bench;

import dev.postroom.bench.Programme.Item;
import dev.postroom.bench.mail.Templates;
import dev.postroom.bench.report.Table;
import dev.postroom.bench.row.Mailboxes;
import dev.postroom.bench.server.Accounts;
import dev.postroom.bench.server.Certificate;
import dev.postroom.bench.server.Courier;
import dev.postroom.bench.server.Dovecot;
import dev.postroom.bench.server.MailServer;
import dev.postroom.bench.server.Postroom;
import dev.postroom.bench.server.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The command: measures, shows the table, and leaves nothing but the mail for the next run. */
public final class Bench {

  private static final int USAGE = 2;
  private static final int RESIDENTS = 400;

  /** More than all rounds of all experiments need. */
  private static final int GUESTS = 2000;

  private final Arguments arguments;
  private final List<MailServer> started = new ArrayList<>();

  private Bench(Arguments arguments) {
    this.arguments = arguments;
  }

  public static void main(String... words) throws Exception {
    Arguments arguments;
    try {
      arguments = Arguments.parse(List.of(words));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(USAGE);
      return;
    }
    if (arguments.help()) {
      System.out.print(Arguments.USAGE);
      return;
    }
    System.exit(new Bench(arguments).run(String.join(" ", words)));
  }

  private int run(String command) throws Exception {
    Path directory = Files.createDirectories(arguments.directory().resolve("run"));
    Templates.delete(directory);
    Thread cleaner = Thread.ofPlatform().unstarted(() -> cleanUp(directory));
    Runtime.getRuntime().addShutdownHook(cleaner);
    Files.createDirectories(directory);
    var accounts = new Accounts(RESIDENTS, GUESTS);
    var site =
        new Site(
            Path.of("").toAbsolutePath(),
            directory,
            "127.88.%d.1".formatted(ProcessHandle.current().pid() % 250 + 1),
            accounts,
            Certificate.make(directory.resolve("certificate.pem")));
    var mailboxes = new Mailboxes(new Templates(arguments.directory()), accounts);
    List<Item> programme = Programme.of(arguments, mailboxes);
    List<MailServer> servers =
        List.<MailServer>of(new Courier(site), new Dovecot(site), new Postroom(site)).stream()
            .filter(
                server ->
                    arguments.servers().isEmpty() || arguments.servers().contains(server.name()))
            .toList();
    for (MailServer server : servers) {
      start(server, site, mailboxes);
    }
    int turns = programme.stream().mapToInt(Item::allRounds).sum() * started.size();
    var run = new Run(started, new Progress(System.out, Clock.systemUTC(), turns));
    for (Item item : programme) {
      run.carryOut(item);
    }
    var table = new Table(run.results(), servers.stream().map(MailServer::name).toList());
    System.out.println();
    System.out.print(table.plain());
    table.failures().forEach(System.out::println);
    return table.failures().isEmpty() ? 0 : 1;
  }

  private void start(MailServer server, Site site, Mailboxes mailboxes)
      throws IOException, InterruptedException {
    System.out.println("Starting " + server.name());
    Files.createDirectories(site.directory().resolve(server.name()));
    mailboxes.settle(server);
    started.add(server);
    server.start();
  }

  private void cleanUp(Path directory) {
    started.forEach(MailServer::close);
    try {
      Templates.delete(directory);
    } catch (IOException e) {
      System.err.println("cannot delete " + directory + ": " + e.getMessage());
    }
  }
}

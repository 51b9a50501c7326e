package dev.postroom.bench;

import static java.util.stream.Collectors.joining;

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
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command: measures, shows the table, and leaves nothing but the mail for the next run. */
public final class Bench {

  private static final int USAGE = 2;

  /** How long, when it is stopped, it may take to show what it has. */
  private static final Duration SHOWING = Duration.ofSeconds(3);

  private static final int RESIDENTS = 400;

  /** More than all rounds of all experiments need. */
  private static final int GUESTS = 2000;

  private final Arguments arguments;
  private final List<MailServer> started = new CopyOnWriteArrayList<>();

  /** Whether the table has been shown, also when it is not complete. */
  private final CountDownLatch shown = new CountDownLatch(1);

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
    try {
      System.exit(new Bench(arguments).run(String.join(" ", words)));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(USAGE);
    }
  }

  private int run(String command) throws Exception {
    Path directory = arguments.directory().resolve("run");
    Templates.delete(directory);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().unstarted(() -> cleanUp(main, directory)));
    Files.createDirectories(directory);
    var accounts = new Accounts(RESIDENTS, GUESTS);
    var mailboxes = new Mailboxes(new Templates(arguments.directory()), accounts);
    List<Item> programme = Programme.of(arguments, mailboxes);
    List<MailServer> servers = servers(site(directory, accounts));
    int turns = programme.stream().mapToInt(Item::allRounds).sum() * servers.size();
    var run = new Run(servers, new Progress(System.out, Clock.systemUTC(), turns));
    try {
      for (MailServer server : servers) {
        start(server, directory, mailboxes, run);
      }
      for (Item item : programme) {
        run.carryOut(item);
      }
    } catch (InterruptedException stopped) {
      System.out.println();
      System.out.println("Stopped; this is what was measured until then.");
    }
    return show(new Table(run.results(), servers.stream().map(MailServer::name).toList()), command);
  }

  private static Site site(Path directory, Accounts accounts)
      throws IOException, InterruptedException {
    // Of its own, so that two runs do not meet.
    String address = "127.88.%d.1".formatted(ProcessHandle.current().pid() % 250 + 1);
    Path certificate = Certificate.make(directory.resolve("certificate.pem"));
    return new Site(Path.of("").toAbsolutePath(), directory, address, accounts, certificate);
  }

  /** In the order of the table; ours is the last. */
  private List<MailServer> servers(Site site) {
    return Stream.of(new Courier(site), new Dovecot(site), new Postroom(site))
        .filter(
            server -> arguments.servers().isEmpty() || arguments.servers().contains(server.name()))
        .toList();
  }

  private void start(MailServer server, Path directory, Mailboxes mailboxes, Run run)
      throws InterruptedException {
    System.out.println("Starting " + server.name());
    try {
      Files.createDirectories(directory.resolve(server.name()));
      mailboxes.settle(server);
      started.add(server);
      server.start();
    } catch (IOException e) {
      System.out.println("          " + Failure.reason(e));
      run.without(server, "could not be started: " + Failure.reason(e));
    }
  }

  private int show(Table table, String command) throws IOException {
    System.out.println();
    System.out.print(table.plain());
    table.failures().forEach(System.out::println);
    if (arguments.markdown().isPresent()) {
      String text =
          table.markdown()
              + "\n"
              + "Taken with `make bench%s` on %s: %s.\n"
                  .formatted(
                      command.isEmpty() ? "" : " ARGS=\"" + command + "\"",
                      LocalDate.now(ZoneOffset.UTC),
                      Machine.describe(arguments.directory()))
              + table.failures().stream().map(line -> "\n" + line + "\n").collect(joining());
      Files.writeString(arguments.markdown().get(), text);
    }
    shown.countDown();
    return table.failures().isEmpty() ? 0 : 1;
  }

  /** At the end, however it comes. */
  private void cleanUp(Thread main, Path directory) {
    main.interrupt();
    started.forEach(MailServer::close);
    try {
      shown.await(SHOWING.toSeconds(), TimeUnit.SECONDS);
      Templates.delete(directory);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("cannot delete " + directory + ": " + e.getMessage());
    }
  }
}

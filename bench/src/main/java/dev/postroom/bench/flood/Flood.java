package dev.postroom.bench.flood;

import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.mail.Templates;
import dev.postroom.bench.server.Accounts;
import dev.postroom.bench.server.Certificate;
import dev.postroom.bench.server.MailServer;
import dev.postroom.bench.server.Memory;
import dev.postroom.bench.server.Postroom;
import dev.postroom.bench.server.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The command behind {@code make flood}: floods our server, and says what it did to whom. */
public final class Flood {

  private static final int USAGE = 2;

  private static final Path DIRECTORY = Path.of("/var/tmp/postroom-flood");

  private static final int USERS = 40;
  private static final int PEOPLE_PER_ADDRESS = 4;
  private static final int MAXDAEMONS = 600;
  private static final int MAXPERIP = 20;
  private static final int KIB_PER_MIB = 1024;

  /** How long the people work before the flood, so that there is something to compare with. */
  private static final int CALM_SECONDS = 15;

  private final FloodArguments arguments;
  private final Accounts accounts = new Accounts(USERS, 0);
  private volatile boolean over;

  private Flood(FloodArguments arguments) {
    this.arguments = arguments;
  }

  public static void main(String... words) throws Exception {
    FloodArguments arguments;
    try {
      arguments = FloodArguments.parse(List.of(words));
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(USAGE);
      return;
    }
    System.exit(new Flood(arguments).run() ? 0 : 1);
  }

  private boolean run() throws Exception {
    Path directory = DIRECTORY.resolve("run-" + ProcessHandle.current().pid());
    Files.createDirectories(directory);
    String address = "127.88.%d.1".formatted(ProcessHandle.current().pid() % 250 + 1);
    var site =
        new Site(
            Path.of("").toAbsolutePath(),
            directory,
            address,
            accounts,
            Certificate.make(directory.resolve("certificate.pem")));
    try (var server = new Postroom(site, MAXDAEMONS, MAXPERIP)) {
      deliver(server);
      server.start();
      return flood(server);
    } finally {
      Templates.delete(directory);
    }
  }

  private void deliver(MailServer server) throws IOException {
    var templates = new Templates(DIRECTORY);
    templates.make(Folder.OFFICE, MailServer.MAIL_OWNER);
    Files.createDirectories(server.home(accounts.resident(0).user()).getParent());
    for (int i = 0; i < USERS; i++) {
      Path home = server.home(accounts.resident(i).user());
      templates.copy(Folder.OFFICE, home.resolve("Maildir"), server.owner());
    }
  }

  private boolean flood(Postroom server) throws Exception {
    // In calm, and then again while it is flooded.
    Work calm = work(server, CALM_SECONDS, () -> {});
    long memoryBefore = Memory.pss(server.processes());
    Refusals before = Refusals.ask(server.metrics());
    var attack = new Attack(arguments, server.plain(), server.tls());
    Work flooded;
    long memoryDuring;
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      Future<?> attacking =
          thread.submit(
              () -> {
                attack.run();
                return null;
              });
      var peak = new PeakMemory(server);
      flooded = work(server, arguments.seconds(), peak);
      memoryDuring = peak.kib();
      attack.stop();
      attacking.get();
    }
    TimeUnit.SECONDS.sleep(2);
    Refusals after = Refusals.ask(server.metrics());
    var report = new StringBuilder();
    line(
        report,
        "connections of the flood",
        attack.fates().values().stream().mapToLong(n -> n).sum());
    attack.fates().forEach((fate, count) -> line(report, "  " + fate, count));
    line(report, "  not made by the kernel", attack.failed());
    line(report, "let in by the server's count", after.admitted() - before.admitted());
    line(report, "refused by the server's count", after.all() - before.all());
    after.byCause().forEach((cause, count) -> line(report, "  " + cause, count));
    line(report, "sessions at work", arguments.people());
    line(report, "  of these lost", flooded.lost());
    line(report, "further logins of known addresses", flooded.newcomers());
    line(report, "  of these refused", flooded.turnedAway());
    report.append(calm.took("NOOP in calm")).append(flooded.took("NOOP during the flood"));
    report.append(flooded.tookToLogIn("connect, LOGIN, LOGOUT during it"));
    line(report, "memory before, MiB (PSS)", memoryBefore / KIB_PER_MIB);
    line(report, "most memory during it, MiB", memoryDuring / KIB_PER_MIB);
    line(report, "memory afterwards, MiB", Memory.pss(server.processes()) / KIB_PER_MIB);
    System.out.print(report);
    return flooded.lost() == 0 && flooded.turnedAway() == 0;
  }

  private static void line(StringBuilder report, String what, long number) {
    report.append("%-40s %,12d%n".formatted(what, number));
  }

  /** What is looked at once a second meanwhile. */
  @FunctionalInterface
  private interface Look {
    void now() throws IOException;
  }

  private static final class PeakMemory implements Look {
    private final MailServer server;
    private long peak;

    PeakMemory(MailServer server) {
      this.server = server;
    }

    @Override
    public void now() throws IOException {
      peak = Math.max(peak, Memory.pss(server.processes()));
    }

    long kib() {
      return peak;
    }
  }

  /** People at work for so long, and once a second one more who logs in and out. */
  private Work work(MailServer server, int seconds, Look look) throws Exception {
    over = false;
    List<Person> people = new ArrayList<>();
    List<Future<List<Long>>> working = new ArrayList<>();
    List<Long> logins = new ArrayList<>();
    int turnedAway = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < arguments.people(); i++) {
        people.add(Person.logIn(server.plain(), address(i), accounts.resident(i), () -> over));
      }
      people.forEach(person -> working.add(threads.submit(person)));
      for (int second = 0; second < seconds; second++) {
        long begun = System.nanoTime();
        try (ImapConnection newcomer =
            ImapConnection.login(server.plain().from(address(second)), accounts.resident(second))) {
          newcomer.logout();
          logins.add(System.nanoTime() - begun);
        } catch (IOException refused) {
          System.out.println("a login failed: " + refused.getMessage());
          turnedAway++;
        }
        look.now();
        TimeUnit.NANOSECONDS.sleep(
            Math.max(0, TimeUnit.SECONDS.toNanos(1) - (System.nanoTime() - begun)));
      }
      over = true;
    }
    List<Long> took = new ArrayList<>();
    int lost = 0;
    for (Future<List<Long>> each : working) {
      try {
        took.addAll(each.get());
      } catch (ExecutionException e) {
        System.out.println("a session was lost: " + e.getCause().getMessage());
        lost++;
      }
    }
    for (Person person : people) {
      person.close();
    }
    return new Work(took, logins, lost, seconds, turnedAway);
  }

  private String address(int person) {
    int of = person % arguments.people() / PEOPLE_PER_ADDRESS;
    return "127.79.%d.%d".formatted(of / 250, of % 250 + 1);
  }
}

package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.server.CrashLedger.Message;
import dev.postroom.imap.server.CrashLedger.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged server with SIGKILL while several sessions change the same mailboxes, starts
 * it again and looks whether all that was answered is there, time and again on the same Maildir.
 *
 * <p>{@code -Dpostroom.crash.rounds} says how often, {@code -Dpostroom.crash.seed} repeats what
 * clients did, as far as they are not at the mercy of the scheduler.
 */
class CrashIT {

  private static final String ADDRESS = "127.77.13.1";
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int SESSIONS = 6;

  /** So many commands are answered before the server is killed, however slow the machine is. */
  private static final int LEAST_COMMANDS = 20;

  private static final int MOST_COMMANDS = 200;

  private static final Pattern FETCH = Pattern.compile("\\* \\d+ FETCH \\((.*)");
  private static final Pattern UID = Pattern.compile("\\bUID (\\d+)");
  private static final Pattern FLAGS = Pattern.compile("\\bFLAGS \\(([^)]*)\\)");
  private static final Pattern UIDVALIDITY = Pattern.compile(".*\\[UIDVALIDITY (\\d+)].*");
  private static final String ID = "X-Crash-Id: ";

  @TempDir Path root;
  private final CrashLedger ledger = new CrashLedger();
  private CrashOpenings openings;
  private final Map<String, String> uidValidities = new HashMap<>();
  private Process process;
  private int imap;

  @AfterEach
  void kill() throws Exception {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatWasAnsweredSurvivesTheDeathOfTheServerAndNothingIsThereTwice() throws Exception {
    int rounds = Integer.getInteger("postroom.crash.rounds", 3);
    long seed = Long.getLong("postroom.crash.seed", System.nanoTime());
    var random = new Random(seed);
    configure();
    openings = new CrashOpenings(root.resolve("var/mail/anna/Maildir"));
    start();
    createMailboxes();
    for (int round = 1; round <= rounds; round++) {
      List<Thread> sessions = sessions(round, random);
      int enough = ledger.answered() + random.nextInt(LEAST_COMMANDS, MOST_COMMANDS);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> ledger.answered() >= enough || sessions.stream().noneMatch(Thread::isAlive));
      kill();
      for (Thread session : sessions) {
        session.join();
      }
      start();
      Map<Place, Message> found = look();
      assertThat(ledger.problems(found))
          .as("after crash %d of %d with seed %d: %s", round, rounds, seed, ledger)
          .isEmpty();
      ledger.adopt(found);
      try (TestClient client = connect()) {
        assertThat(openings.problems(client)).as("after crash %d", round).isEmpty();
      }
    }
    // Were the sessions refused, there would be nothing to lose.
    assertThat(ledger.answered())
        .as(ledger.toString())
        .isGreaterThanOrEqualTo(rounds * LEAST_COMMANDS);
    assertThat(openings.opened()).isGreaterThanOrEqualTo(rounds);
  }

  private void configure() throws IOException {
    imap = freePort();
    Path etc = Files.createDirectories(root.resolve("etc/postroom"));
    Files.writeString(etc.resolve("imapd"), "PORT=%d\nMAXPERIP=%d\n".formatted(imap, 4 * SESSIONS));
    Files.writeString(
        etc.resolve("userdb"),
        "anna\thome=/var/mail/anna|imappw={SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    Files.createDirectories(root.resolve("var/mail/anna"));
  }

  private void start() throws IOException {
    Path jar = Path.of(System.getProperty("postroom.jar"));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + jar.resolveSibling("jvm.options"),
                "-Dquarkus.http.host=" + ADDRESS,
                "-Dquarkus.http.port=" + freePort(),
                "-Dpostroom.bind-address=" + ADDRESS,
                "-jar",
                jar.toString(),
                "--config",
                "/etc/postroom",
                "--root",
                root.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(root.resolve("log").toFile()))
            .start();
    await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).until(this::serves);
  }

  private boolean serves() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException(Files.readString(root.resolve("log")));
    }
    try (TestClient client = connect()) {
      return true;
    }
  }

  private void createMailboxes() throws IOException {
    try (TestClient client = connect()) {
      for (String mailbox : CrashSession.MAILBOXES) {
        if (!mailbox.equals("INBOX")) {
          assertThat(client.command("CREATE " + mailbox).getLast()).startsWith("OK ");
        }
        client.command("SELECT " + mailbox).forEach(line -> noteUidValidity(mailbox, line));
      }
    }
  }

  private List<Thread> sessions(int round, Random random) throws IOException {
    var clients = new ArrayList<TestClient>();
    for (int i = 0; i < SESSIONS; i++) {
      clients.add(connect());
    }
    TestClient opener = connect();
    var threads = new ArrayList<Thread>();
    threads.add(Thread.ofVirtual().start(() -> openings.run(opener, round)));
    for (int i = 0; i < SESSIONS; i++) {
      var session =
          new CrashSession(i, round, ledger, clients.get(i), new Random(random.nextLong()));
      threads.add(Thread.ofVirtual().start(session::run));
    }
    return threads;
  }

  /** All that the server has. */
  private Map<Place, Message> look() throws IOException {
    var found = new HashMap<Place, Message>();
    try (TestClient client = connect()) {
      for (String mailbox : CrashSession.MAILBOXES) {
        for (String line : client.command("SELECT " + mailbox)) {
          noteUidValidity(mailbox, line);
        }
        List<String> lines =
            client.command("UID FETCH 1:* (UID FLAGS BODY.PEEK[HEADER.FIELDS (X-Crash-Id)])");
        assertThat(lines.getLast()).startsWith("OK ");
        String attributes = "";
        for (String line : lines) {
          Matcher fetch = FETCH.matcher(line);
          if (fetch.matches()) {
            attributes = fetch.group(1);
          } else if (line.startsWith(ID)) {
            var place = new Place(mailbox, Long.parseLong(only(UID, attributes)));
            found.put(place, new Message(line.substring(ID.length()), flags(attributes)));
          }
        }
        assertThat(lines.stream().filter(line -> FETCH.matcher(line).matches()).count())
            .as("messages with an id in %s", mailbox)
            .isEqualTo(found.keySet().stream().filter(p -> p.mailbox().equals(mailbox)).count());
      }
    }
    return found;
  }

  private void noteUidValidity(String mailbox, String line) {
    Matcher matcher = UIDVALIDITY.matcher(line);
    if (matcher.matches()) {
      String before = uidValidities.putIfAbsent(mailbox, matcher.group(1));
      if (before != null) {
        assertThat(matcher.group(1)).as("UIDVALIDITY of " + mailbox).isEqualTo(before);
      }
    }
  }

  private static Set<String> flags(String attributes) {
    Set<String> flags = new HashSet<>(Set.of(only(FLAGS, attributes).split(" ")));
    flags.removeAll(Set.of("\\Recent", ""));
    return flags;
  }

  private static String only(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
    return matcher.group(1);
  }

  private TestClient connect() throws IOException {
    TestClient client =
        TestClient.connect(new InetSocketAddress(ADDRESS, imap), "127.0.0.1", false);
    assertThat(client.line()).startsWith("* OK ");
    assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
    return client;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS))) {
      return socket.getLocalPort();
    }
  }
}

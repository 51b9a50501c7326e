package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * SIGTERM to the packaged server while many sessions are at work. {@code -Dpostroom.drain.sessions}
 * says how many.
 */
class DrainIT {

  private static final String ADDRESS = "127.77.16.1";
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration GRACE = Duration.ofSeconds(20);

  /** What a session does all the time; of idle ones there are twice as many as of each other. */
  private enum Habit {
    SILENT,
    IDLE,
    NOOP,
    FETCH,
    APPEND
  }

  private static final List<Habit> HABITS =
      List.of(Habit.SILENT, Habit.IDLE, Habit.IDLE, Habit.NOOP, Habit.FETCH, Habit.APPEND);

  private static final String MESSAGE = "Subject: x\r\n\r\n" + "A line of text.\r\n".repeat(1000);

  @TempDir Path root;
  private final LongAdder answered = new LongAdder();
  private Process process;
  private int imap;

  @AfterEach
  void kill() throws Exception {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void noCommandIsAnsweredWithABrokenConnection() throws Exception {
    int number = Integer.getInteger("postroom.drain.sessions", 500);
    start(number);
    var working = new CountDownLatch(number);
    List<Talk> talks = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      talks.add(new Talk(HABITS.get(i % HABITS.size()), working));
    }
    assertThat(working.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    long before = answered.sum();
    await().atMost(PATIENCE).until(() -> answered.sum() > before + number);

    new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();

    assertThat(process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    for (Talk talk : talks) {
      talk.thread.join();
    }
    assertThat(talks).extracting(talk -> talk.habit + " " + talk.end).allMatch(Talk::isGoodbye);
  }

  /** One session, until its end. */
  private final class Talk {
    private final Habit habit;
    private final CountDownLatch working;
    private final Thread thread;

    /** The last thing that the client got to know. */
    private volatile String end = "";

    Talk(Habit habit, CountDownLatch working) {
      this.habit = habit;
      this.working = working;
      this.thread = Thread.ofVirtual().start(this::run);
    }

    static boolean isGoodbye(String end) {
      return end.endsWith(" The server is shutting down. Please connect again., closed");
    }

    private void run() {
      try (TestClient client =
          TestClient.connect(new InetSocketAddress(ADDRESS, imap), "127.0.0.1", false)) {
        assertThat(client.line()).startsWith("* OK ");
        assertThat(client.command("LOGIN anna secret").getLast()).startsWith("OK ");
        assertThat(client.command("SELECT INBOX").getLast()).startsWith("OK ");
        working.countDown();
        String line = work(client);
        end = line + (client.line() == null ? ", closed" : ", and more");
      } catch (IOException | AssertionError e) {
        end = e.toString();
      }
    }

    /** Goes on until the server says goodbye, which may be instead of an answer, and not in it. */
    private String work(TestClient client) throws IOException {
      if (habit == Habit.IDLE) {
        client.send("i IDLE\r\n");
      }
      while (true) {
        if (habit != Habit.IDLE && habit != Habit.SILENT) {
          client.send(COMMANDS.get(habit));
        }
        String line = client.line();
        while (line != null && !line.startsWith("a ") && !line.startsWith("* BYE ")) {
          line = client.line();
        }
        if (line == null || !line.startsWith("a OK ")) {
          return String.valueOf(line);
        }
        answered.increment();
      }
    }
  }

  private static final Map<Habit, String> COMMANDS =
      Map.of(
          Habit.NOOP, "a NOOP\r\n",
          Habit.FETCH, "a FETCH 1:20 (FLAGS BODY.PEEK[])\r\n",
          Habit.APPEND, "a APPEND INBOX.Other {3+}\r\nA:b\r\n");

  private void start(int sessions) throws Exception {
    imap = freePort();
    Path etc = Files.createDirectories(root.resolve("etc/postroom"));
    Files.writeString(
        etc.resolve("imapd"),
        "PORT=%d\nMAXPERIP=%d\nMAXDAEMONS=%d\nPOSTROOM_MAXUNAUTHENTICATED=%d\nPOSTROOM_MAXUNAUTHENTICATEDPERIP=%d\n"
            .formatted(imap, 2 * sessions, 2 * sessions, 2 * sessions, 2 * sessions));
    Files.writeString(
        etc.resolve("userdb"),
        "anna\thome=/var/mail/anna|imappw={SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=\n");
    Path maildir = root.resolve("var/mail/anna/Maildir");
    for (String part : List.of("cur", "new", "tmp", ".Other/cur", ".Other/new", ".Other/tmp")) {
      Files.createDirectories(maildir.resolve(part));
    }
    for (int i = 0; i < 20; i++) {
      Files.writeString(maildir.resolve("cur/100000000" + i + ".x.host:2,"), MESSAGE);
    }
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Path.of(System.getProperty("postroom.jar")).resolveSibling("jvm.options"),
                "-Dquarkus.http.host=" + ADDRESS,
                "-Dquarkus.http.port=" + freePort(),
                "-Dpostroom.bind-address=" + ADDRESS,
                "-Dpostroom.drain-spread=3s",
                "-Dpostroom.drain-grace=15s",
                "-jar",
                System.getProperty("postroom.jar"),
                "--config",
                "/etc/postroom",
                "--root",
                root.toString())
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("log").toFile())
            .start();
    await().atMost(PATIENCE).ignoreExceptions().until(this::greets);
  }

  private boolean greets() throws IOException {
    try (TestClient client =
        TestClient.connect(new InetSocketAddress(ADDRESS, imap), "127.0.0.1", false)) {
      return client.line().startsWith("* OK ");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(ADDRESS))) {
      return socket.getLocalPort();
    }
  }
}

package dev.postroom.imap.server;

import static org.awaitility.Awaitility.await;

import dev.postroom.contract.ContentHash;
import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A server that is never restarted, and what there is to look at it with. */
final class LiveServer implements AutoCloseable {

  /** From where whoever looks comes; the network of {@link #STEADFAST}. */
  static final String FROM = "127.77.17.2";

  /** Where a session comes from that is there all the time. */
  static final String STEADFAST = "127.77.17.1";

  /** A day and more ahead of the files' clock, so that what is put into a folder is old at once. */
  private static final Clock CLOCK = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));

  private static final String BASE = "PORT=0\nMAXPERIP=50\nMAXDAEMONS=100\n";

  private final ServerFixture fixture;
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Handler log = collector(logged);
  private int next;

  LiveServer(Path directory) throws Exception {
    fixture = new ServerFixture(directory).failedLoginDelay(Duration.ZERO).clock(CLOCK);
    fixture.write("imapd", BASE);
    userdb();
    program("send-ok", "cat > %s".formatted(path("sent")));
    program("send-bad", "cat > /dev/null; exit 75");
    fixture.write("denied", "127.77.17\tdeny\n");
    fixture.write("index", "a.b\t8\t8\t%s%n".formatted(fixture.home("anna")));
    Files.createDirectories(path("skeleton/Maildir/.Drafts/cur"));
    Files.createDirectories(path("skeleton/Maildir/.Drafts/new"));
    Files.createDirectories(path("skeleton/Maildir/.Drafts/tmp"));
    fixture.write("other.pem", TestCertificates.pem(directory, "other"));
    String split = TestCertificates.pem(directory, "split");
    int certificate = split.indexOf("-----BEGIN CERTIFICATE");
    fixture.write("split.key", split.substring(0, certificate));
    fixture.write("split.crt", split.substring(certificate));
    fixture.write("clients.pem", TestCertificates.pem(directory, "anna"));
    fixture.start();
    Logger.getLogger("imapd").addHandler(log);
    try (TestClient anna = loggedIn("anna")) {
      anna.command("CREATE INBOX.Team");
      anna.command("SETACL INBOX.Team anyone lr");
    }
    try (TestClient ben = loggedIn("ben")) {
      ben.command("CREATE INBOX.Outbox");
      ben.command("CREATE INBOX.Probe");
      ben.command("APPEND INBOX {4+}\r\nA: b");
      ben.command("APPEND INBOX {4+}\r\nA: c");
    }
    Files.createFile(fixture.home("ben").resolve("Maildir/trace"));
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(path(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void userdb() {
    StringBuilder userdb = new StringBuilder();
    for (String user : List.of("anna", "ben", "carl@example.net", "gast")) {
      String home = "home-" + user.replaceFirst("@.*", "");
      userdb.append(
          "%s\thome=%s|imappw={PLAIN}%s|otherpw={PLAIN}other%n"
              .formatted(user, path(home), ServerFixture.PASSWORD));
    }
    userdb.append(
        "dora\thome=%s|uid=54322|gid=54322|imappw={PLAIN}%s%n"
            .formatted(path("home-dora"), ServerFixture.PASSWORD));
    fixture.write("userdb", userdb.toString());
  }

  /** Has the server read these lines behind those that are always there, and goes by its word. */
  void configure(String lines) {
    String text = BASE + lines;
    fixture.write("imapd", text);
    fixture.server().reload();
    String hash = ContentHash.of(text);
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .atMost(Duration.ofSeconds(30))
        .until(() -> hash.equals(fixture.server().report().configuration().files().get("imapd")));
  }

  ServerFixture fixture() {
    return fixture;
  }

  Path path(String name) {
    return fixture.directory().resolve(name);
  }

  Path maildir(String user) {
    return fixture.home(user).resolve("Maildir");
  }

  Instant now() {
    return CLOCK.instant();
  }

  /** A number that was not there before. */
  int number() {
    return ++next;
  }

  /** What has been written to the log since this was asked last. */
  String logged() {
    String text = String.join("\n", logged);
    logged.clear();
    return text;
  }

  /** Connects, before the greeting. */
  TestClient connect(Listener listener) throws IOException {
    return fixture.connect(listener, FROM);
  }

  /** The greeting; null when the server says nothing. */
  String greeting(Listener listener, String from) throws IOException {
    try (TestClient client = fixture.connect(listener, from)) {
      return client.line();
    }
  }

  /** {@code * OK}, or BYE with its code. */
  String welcome(String from) throws IOException {
    return greeting(Listener.IMAP, from).replaceFirst("^(\\* OK|\\* BYE \\[\\w+]).*", "$1");
  }

  TestClient loggedIn(String user) throws IOException {
    TestClient client = connect(Listener.IMAP);
    client.line();
    client.command("LOGIN " + user + " " + ServerFixture.PASSWORD);
    return client;
  }

  /** {@code OK}, {@code NO} or {@code BAD}, as ben gets it. */
  String answer(String command) throws IOException {
    try (TestClient ben = loggedIn("ben")) {
      return word(ben.command(command));
    }
  }

  /** Whether what ben gets as an answer contains these words. */
  String tells(String command, String words) throws IOException {
    try (TestClient ben = loggedIn("ben")) {
      return String.valueOf(String.join("\n", ben.command(command)).contains(words));
    }
  }

  /** How a login ends. */
  String login(String user, String password) throws IOException {
    try (TestClient client = connect(Listener.IMAP)) {
      client.line();
      return word(client.command("LOGIN " + user + " " + password));
    }
  }

  static String word(List<String> answer) {
    return answer.getLast().split(" ")[0];
  }

  @Override
  public void close() {
    Logger.getLogger("imapd").removeHandler(log);
    fixture.close();
  }

  private static Handler collector(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        lines.add(entry.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}

package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.Authenticator;
import dev.postroom.imap.session.Capability;
import dev.postroom.imap.session.SessionServices;
import dev.postroom.imap.session.SessionSettings;
import dev.postroom.imap.session.Timer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * A session with a client that speaks from a script. In a script a line that begins with {@code C:}
 * is sent, one with {@code S:} must be the next that the server says.
 */
final class Dialogue {

  /** What is announced where a site says nothing. */
  static final String CAPABILITY = Capability.all();

  static final String GREETING = "* OK [CAPABILITY " + CAPABILITY + "] Postroom ready.";

  final PipeConnection connection = new PipeConnection();
  final MemoryMailStore store;
  final RecordedEvents events = new RecordedEvents();
  final RecordedTrace trace = new RecordedTrace();
  final ManualTime time = new ManualTime();
  final AtomicReference<SessionSettings> settings =
      new AtomicReference<>(SessionSettings.defaults());
  final ImapSession session;

  /** How many threads the session holds just now. */
  final AtomicInteger threads = new AtomicInteger();

  final TestLogins logins = new TestLogins();

  Map<String, String> accountOptions = Map.of();

  Dialogue() {
    this(UnaryOperator.identity());
  }

  Dialogue(UnaryOperator<PipeConnection> prepare) {
    this(prepare, new MemoryMailStore());
  }

  private Dialogue(UnaryOperator<PipeConnection> prepare, MemoryMailStore store) {
    this.store = store;
    prepare.apply(connection);
    Executor virtualThreads = work -> Thread.ofVirtual().start(() -> counted(work));
    session =
        new ImapSession(
            connection,
            new SessionServices(
                logins.services(this::authenticate, time),
                account -> store,
                account -> trace,
                events,
                settings::get,
                time,
                virtualThreads,
                time));
  }

  /** A dialogue whose session has greeted and in which alice has logged in. */
  static Dialogue loggedIn() throws InterruptedException {
    return loggedIn(new MemoryMailStore());
  }

  /** The same, with mail that other sessions have too. */
  static Dialogue loggedIn(MemoryMailStore store) throws InterruptedException {
    var dialogue = new Dialogue(UnaryOperator.identity(), store);
    dialogue.session.start();
    dialogue.play(
        """
        S: %s
        C: a0 LOGIN alice secret
        S: a0 OK LOGIN Ok.
        """
            .formatted(GREETING));
    return dialogue;
  }

  /** Starts the session, which greets. */
  Dialogue greeted() throws InterruptedException {
    return greeted("");
  }

  /** The same, where more is announced than by default. */
  Dialogue greeted(String more) throws InterruptedException {
    session.start();
    return play("S: * OK [CAPABILITY %s%s] Postroom ready.\n".formatted(CAPABILITY, more));
  }

  private void counted(Runnable work) {
    threads.incrementAndGet();
    try {
      work.run();
    } finally {
      threads.decrementAndGet();
    }
  }

  private Authenticator.Outcome authenticate(String user, char[] password) {
    if (user.equals("down")) {
      return new Authenticator.Outcome.Unavailable("the user database is away");
    }
    return user.equals("alice") && new String(password).equals("secret")
        ? new Authenticator.Outcome.Accepted(
            Account.at(user, Path.of("/home/alice")).with(new AccountOptions(accountOptions)))
        : new Authenticator.Outcome.Rejected("wrong password");
  }

  /** Plays a script and compares whole: what was said is laid beside what should have been said. */
  Dialogue play(String script) throws InterruptedException {
    List<String> happened = new ArrayList<>();
    for (String line : script.lines().toList()) {
      if (line.startsWith("C: ")) {
        send(line.substring(3) + "\r\n");
        happened.add(line);
      } else if (line.startsWith("S: ")) {
        String said = "S: " + connection.nextLine();
        happened.add(said);
        if (!said.equals(line)) {
          break;
        }
      } else {
        throw new IllegalArgumentException("neither C: nor S: in the script: " + line);
      }
    }
    assertThat(String.join("\n", happened) + "\n").isEqualTo(script);
    return this;
  }

  void send(String bytes) {
    session.received(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Time that passes only by hand. */
  static final class ManualTime extends Clock implements Timer {

    private record Waiting(java.time.Instant due, Runnable call) {}

    private final List<Waiting> waiting = new ArrayList<>();
    private java.time.Instant now = java.time.Instant.parse("2026-11-22T01:00:00Z");

    synchronized int alarms() {
      return waiting.size();
    }

    void pass(Duration duration) {
      List<Waiting> due;
      synchronized (this) {
        now = now.plus(duration);
        due = waiting.stream().filter(alarm -> !alarm.due().isAfter(now)).toList();
        waiting.removeAll(due);
      }
      due.forEach(alarm -> alarm.call().run());
    }

    @Override
    public synchronized Alarm after(Duration delay, Runnable call) {
      var alarm = new Waiting(now.plus(delay), call);
      waiting.add(alarm);
      return () -> {
        synchronized (this) {
          waiting.remove(alarm);
        }
      };
    }

    @Override
    public java.time.ZoneId getZone() {
      return java.time.ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public synchronized java.time.Instant instant() {
      return now;
    }
  }
}

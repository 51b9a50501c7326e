package dev.postroom.bench.row;

import dev.postroom.bench.client.Endpoint;
import dev.postroom.bench.client.ImapConnection;
import dev.postroom.bench.report.Row;
import dev.postroom.bench.report.Unit;
import dev.postroom.bench.server.MailServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;

/** Connect, greeting, LOGIN, LOGOUT, close: as often as four clients can at once. */
public final class Logins implements Experiment {

  private static final int CLIENTS = 4;

  private final String id;
  private final Row row;
  private final Function<MailServer, Endpoint> endpoint;
  private final Mailboxes mailboxes;
  private final Duration duration;

  private Logins(
      String id,
      String title,
      Function<MailServer, Endpoint> endpoint,
      Mailboxes mailboxes,
      Duration duration) {
    this.id = id;
    this.row = new Row(title, Unit.PER_SECOND);
    this.endpoint = endpoint;
    this.mailboxes = mailboxes;
    this.duration = duration;
  }

  /**
   * @param duration of one measurement
   */
  public static Logins plain(Mailboxes mailboxes, Duration duration) {
    return new Logins("login", "connect, LOGIN, LOGOUT", MailServer::plain, mailboxes, duration);
  }

  /** With a full TLS handshake each time. */
  public static Logins tls(Mailboxes mailboxes, Duration duration) {
    return new Logins(
        "login-tls", "the same with TLS, full handshake", MailServer::tls, mailboxes, duration);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public List<Row> rows() {
    return List.of(row);
  }

  /** Handshakes above all are slow until the JVM has compiled them. */
  @Override
  public int warmUps() {
    return 3;
  }

  @Override
  public void measure(MailServer server, ObjDoubleConsumer<Row> results) throws Exception {
    var done = new AtomicInteger();
    var watch = new Stopwatch();
    long end = System.nanoTime() + duration.toNanos();
    Clients.atOnce(
        CLIENTS,
        client -> {
          for (int i = client; System.nanoTime() < end; i += CLIENTS) {
            var login = mailboxes.accounts().resident(i);
            try (var connection = ImapConnection.login(endpoint.apply(server), login)) {
              connection.logout();
            }
            done.incrementAndGet();
          }
        });
    results.accept(row, done.get() / watch.seconds());
  }
}

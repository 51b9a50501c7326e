package dev.postroom.imap.management;

import dev.postroom.imap.admission.AddressBlock;
import dev.postroom.imap.admission.AddressRules.ServerRules;
import dev.postroom.imap.admission.Decision.AddressDenied;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.AddressUnauthenticatedFull;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.ClassCFull;
import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.admission.Decision.ServerFull;
import dev.postroom.imap.admission.Decision.ServerUnauthenticatedFull;
import dev.postroom.imap.admission.PeerAddress;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.net.Arrival;
import dev.postroom.imap.net.ConnectionEvents;
import dev.postroom.imap.net.Listener;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

/**
 * Says in the log what Courier would, letter for letter, since fail2ban, logwatch and many a script
 * read it. One instance for each listener; the logger bears the name of Courier's process.
 */
public final class CourierLog implements ConnectionEvents, SessionEvents {

  /** How often at most a line about the server as a whole is repeated. */
  private static final Duration REPEAT = Duration.ofSeconds(60);

  /** Characters of a name that a client may choose, so that no line of the log can be forged. */
  private static final int LONGEST_NAME = 256;

  /** As long as a path can be on Linux. */
  private static final int LONGEST_PATH = 4096;

  private final Logger log;
  private final Listener listener;
  private final Supplier<ServerRules> rules;
  private final Clock clock;
  private final LineBudget limits = new LineBudget();
  private final AtomicReference<Instant> lastAlert = new AtomicReference<>(Instant.MIN);
  private final AtomicReference<Instant> lastWarning = new AtomicReference<>(Instant.MIN);
  private final AtomicReference<Instant> lastProxyAlert = new AtomicReference<>(Instant.MIN);

  /**
   * @param rules those of the server as they are now
   */
  public CourierLog(Listener listener, Supplier<ServerRules> rules, Clock clock) {
    this.log = Logger.getLogger(listener.label());
    this.listener = listener;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public void arrived(Arrival arrival) {
    // What becomes of it is said next.
  }

  @Override
  public void admitted(InetSocketAddress from, Admitted decision) {
    log.debugf("DEBUG: Connection, %s", address(from));
    ServerRules now = rules.get();
    if (decision.total() >= now.maximum()) {
      atMostOnceAMinute(
          lastAlert, Level.ERROR, "ALERT: %d maximum active connections.", now.maximum());
    } else if (decision.total() >= now.warn()) {
      atMostOnceAMinute(lastWarning, Level.WARN, "WARN: %d active connections.", decision.total());
    }
  }

  @Override
  public void refused(InetSocketAddress from, Refused decision) {
    String peer = PeerAddress.of(from.getAddress()).courierText();
    switch (decision) {
      case AddressFull(AddressBlock counted, _, _) ->
          limits
              .take(clock.instant())
              .ifPresent(
                  leftOut -> {
                    if (leftOut > 0) {
                      log.errorf("ALERT: Maximum connection limit reached %d times more", leftOut);
                    }
                    log.errorf(
                        "ALERT: Maximum connection limit reached for %s", counted.courierText());
                  });
      case ServerFull(int limit) ->
          atMostOnceAMinute(lastAlert, Level.ERROR, "ALERT: %d maximum active connections.", limit);
      // Courier says nothing from here on, so nothing reads it; this is for people.
      case ClassCFull(AddressBlock network, int open, _) ->
          log.debugf(
              "DEBUG: Connection from %s refused, %d active connections from %s",
              peer, open, network.courierText());
      case AddressUnauthenticatedFull(AddressBlock counted, int unauthenticated, _) ->
          log.debugf(
              "DEBUG: Connection from %s refused, %d not logged in from %s",
              peer, unauthenticated, counted.courierText());
      case ServerUnauthenticatedFull(int unauthenticated, _, _) ->
          log.debugf("DEBUG: Connection from %s refused, %d not logged in", peer, unauthenticated);
      case AddressDenied(String origin, _) ->
          log.debugf("DEBUG: Connection from %s denied by %s", peer, origin);
      case ProxyRefused(var ignored, String detail) ->
          atMostOnceAMinute(
              lastProxyAlert, Level.ERROR, "ALERT: haproxy: connection from %s: %s", peer, detail);
    }
  }

  @Override
  public void closed(InetSocketAddress from) {
    // The end of the session has been logged; one that never began is not worth a line.
  }

  @Override
  public void loggedIn(Connection connection, Account account, String mechanism) {
    log.infof(
        "INFO: LOGIN, user=%s, %s, protocol=IMAP%s",
        name(account.user()), address(connection.remote()), startTls(connection));
  }

  @Override
  public void loginFailed(Connection connection, String user, String method) {
    String who = method.isEmpty() ? "user=" + name(user) : "method=" + method;
    log.infof("INFO: LOGIN FAILED, %s, %s", who, address(connection.remote()));
  }

  @Override
  public void identified(Connection connection, Account account, List<ClientField> client) {
    String fields =
        client.stream()
            .map(field -> ", " + name(field.name()) + "=" + name(field.value()))
            .collect(Collectors.joining());
    log.infof(
        "INFO: ID, user=%s, %s%s", name(account.user()), address(connection.remote()), fields);
  }

  /** Courier names the file in Trash as well, which has another name here. */
  @Override
  public void expunged(Connection connection, Account account, Path file, boolean inTrash) {
    String name = file.isAbsolute() ? file.toString() : "./" + file;
    log.infof(
        "INFO: EXPUNGED, user=%s, %s, old_name=%s%s",
        name(account.user()),
        address(connection.remote()),
        safe(name, LONGEST_PATH),
        inTrash ? ", moved to Trash" : "");
  }

  @Override
  public void command(Connection connection, String name, long nanos, Completion completion) {
    log.tracef("%s %s after %d µs", name, completion, nanos / 1000);
  }

  @Override
  public void ended(Connection connection, Account account, Ending ending, Traffic traffic) {
    String address = address(connection.remote());
    if (account == null) {
      log.debugf("DEBUG: Disconnected, %s, time=%d", address, traffic.seconds());
      return;
    }
    String how =
        switch (ending) {
          case LOGOUT -> "INFO: LOGOUT";
          case DISCONNECTED -> "INFO: DISCONNECTED";
          case TIMEOUT -> "INFO: TIMEOUT";
          case SHUTDOWN -> "NOTICE: Disconnected during shutdown by signal";
        };
    log.infof(
        "%s, user=%s, %s, headers=%d, body=%d, rcvd=%d, sent=%d, time=%d%s",
        how,
        name(account.user()),
        address,
        traffic.headers(),
        traffic.body(),
        traffic.received(),
        traffic.sent(),
        traffic.seconds(),
        startTls(connection));
  }

  private void atMostOnceAMinute(
      AtomicReference<Instant> last, Level level, String format, Object... details) {
    Instant now = clock.instant();
    Instant before = last.get();
    boolean due = before.equals(Instant.MIN) || !before.plus(REPEAT).isAfter(now);
    if (due && last.compareAndSet(before, now)) {
      log.logf(level, format, details);
    }
  }

  private static String address(InetSocketAddress from) {
    return "ip=[%s], port=[%d]"
        .formatted(PeerAddress.of(from.getAddress()).courierText(), from.getPort());
  }

  private String startTls(Connection connection) {
    return !listener.implicitTls() && connection.encrypted() ? ", starttls=1" : "";
  }

  private static String name(String user) {
    return safe(user, LONGEST_NAME);
  }

  private static String safe(String text, int length) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .limit(length)
        .forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? '?' : c));
    return safe.toString();
  }
}

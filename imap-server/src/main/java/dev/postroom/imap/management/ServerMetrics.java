package dev.postroom.imap.management;

import dev.postroom.imap.admission.Decision.AddressDenied;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.AddressUnauthenticatedFull;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.ClassCFull;
import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.admission.Decision.ServerFull;
import dev.postroom.imap.admission.Decision.ServerUnauthenticatedFull;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.net.Arrival;
import dev.postroom.imap.net.ConnectionEvents;
import dev.postroom.imap.net.Listener;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts connections and sessions of one listener. No label holds an address, a user or a mailbox:
 * their number has no bound, and they are nobody's business.
 */
public final class ServerMetrics implements ConnectionEvents, SessionEvents {

  private final MeterRegistry registry;
  private final String listener;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger authenticated = new AtomicInteger();

  public ServerMetrics(MeterRegistry registry, Listener listener) {
    this.registry = registry;
    this.listener = listener.label();
    connections("not_authenticated", () -> open.get() - authenticated.get());
    connections("authenticated", authenticated::get);
    for (String cause :
        new String[] {
          "address_limit",
          "class_c_limit",
          "server_full",
          "address_unauthenticated",
          "server_unauthenticated",
          "denied"
        }) {
      refusals(cause);
    }
    for (var problem : ProxyRefused.Problem.values()) {
      refusals(cause(problem));
    }
    admissions();
  }

  private void connections(String state, java.util.function.Supplier<Number> number) {
    Gauge.builder("postroom.imap.connections", number)
        .description("Connections open now")
        .tag("listener", listener)
        .tag("state", state)
        .register(registry);
  }

  private Counter admissions() {
    return Counter.builder("postroom.imap.admissions")
        .description("Connections let in")
        .tag("listener", listener)
        .register(registry);
  }

  private Counter refusals(String cause) {
    return Counter.builder("postroom.imap.refusals")
        .description("Connections turned away")
        .tag("listener", listener)
        .tag("cause", cause)
        .register(registry);
  }

  private static String cause(ProxyRefused.Problem problem) {
    return "proxy_" + problem.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void arrived(Arrival arrival) {
    // Counted by what becomes of it.
  }

  @Override
  public void admitted(InetSocketAddress from, Admitted decision) {
    open.incrementAndGet();
    admissions().increment();
  }

  @Override
  public void refused(InetSocketAddress from, Refused decision) {
    refusals(
            switch (decision) {
              case AddressFull ignored -> "address_limit";
              case ClassCFull ignored -> "class_c_limit";
              case ServerFull ignored -> "server_full";
              case AddressUnauthenticatedFull ignored -> "address_unauthenticated";
              case ServerUnauthenticatedFull ignored -> "server_unauthenticated";
              case AddressDenied ignored -> "denied";
              case ProxyRefused(var problem, var ignored) -> cause(problem);
            })
        .increment();
  }

  @Override
  public void closed(InetSocketAddress from) {
    open.decrementAndGet();
  }

  @Override
  public void loggedIn(Connection connection, Account account, String mechanism) {
    authenticated.incrementAndGet();
    logins(mechanism, "accepted");
  }

  @Override
  public void loginFailed(Connection connection, String user, String method) {
    logins(method.isEmpty() ? "LOGIN" : method, "rejected");
  }

  private void logins(String mechanism, String outcome) {
    Counter.builder("postroom.imap.logins")
        .description("Attempts to log in")
        .tag("mechanism", mechanism)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  @Override
  public void identified(Connection connection, Account account, List<ClientField> client) {
    // A label that clients choose would have no bound.
  }

  @Override
  public void command(Connection connection, String name, long nanos, Completion completion) {
    Timer.builder("postroom.imap.commands")
        .description("Commands by name, and how long they took")
        .tag("command", name)
        .tag("completion", completion.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void ended(Connection connection, Account account, Ending ending, Traffic traffic) {
    if (account != null) {
      authenticated.decrementAndGet();
    }
    Counter.builder("postroom.imap.sessions.ended")
        .description("Sessions by how they ended")
        .tag("ending", ending.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }
}

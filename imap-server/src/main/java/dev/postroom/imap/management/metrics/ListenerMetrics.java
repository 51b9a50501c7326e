package dev.postroom.imap.management.metrics;

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
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** Counts the connections of one listener, and tells the rest what its sessions do. */
final class ListenerMetrics implements ConnectionEvents, SessionEvents {

  /** Why a connection is turned away. */
  enum Cause {
    ADDRESS_LIMIT,
    CLASS_C_LIMIT,
    SERVER_FULL,
    ADDRESS_UNAUTHENTICATED,
    SERVER_UNAUTHENTICATED,
    DENIED,
    PROXY_UNTRUSTED,
    PROXY_NO_HEADER,
    PROXY_BAD_HEADER,
    PROXY_TOO_MANY_WAITING
  }

  private final LoginMetrics logins;
  private final CommandMetrics commands;
  private final HandshakeMetrics handshakes;
  private final Counter admissions;
  private final Counters<Cause> refusals;
  private final Counters<Ending> endings;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger authenticated = new AtomicInteger();
  private final AtomicInteger idle = new AtomicInteger();
  private final LongAdder received = new LongAdder();
  private final LongAdder sent = new LongAdder();

  ListenerMetrics(
      MeterRegistry registry, Listener listener, LoginMetrics logins, CommandMetrics commands) {
    this.logins = logins;
    this.commands = commands;
    Tags tags = Tags.of("listener", listener.label());
    this.handshakes = new HandshakeMetrics(registry, tags);
    this.admissions =
        Counter.builder("postroom.imap.admissions")
            .description("Connections let in")
            .tags(tags)
            .register(registry);
    this.refusals =
        Counters.of(
            registry,
            "postroom.imap.refusals",
            "Connections turned away",
            Cause.class,
            "cause",
            tags);
    this.endings =
        Counters.of(
            registry,
            "postroom.imap.sessions.ended",
            "Sessions by how they ended",
            Ending.class,
            "ending",
            tags);
    // A session may end a little after its connection.
    connections(
        registry, tags, "not_authenticated", () -> Math.max(0, open.get() - authenticated.get()));
    connections(registry, tags, "authenticated", () -> authenticated.get() - idle.get());
    connections(registry, tags, "idle", idle::get);
    bytes(registry, tags, "postroom.imap.received", "What clients sent, TLS taken off", received);
    bytes(registry, tags, "postroom.imap.sent", "What clients were sent, before TLS", sent);
  }

  private static void connections(
      MeterRegistry registry, Tags tags, String state, IntSupplier number) {
    Gauge.builder("postroom.imap.connections", number, IntSupplier::getAsInt)
        .description("Connections open now; those in IDLE are idle, and authenticated no more")
        .tags(tags.and("state", state))
        .strongReference(true)
        .register(registry);
  }

  private static void bytes(
      MeterRegistry registry, Tags tags, String name, String description, LongAdder sum) {
    FunctionCounter.builder(name, sum, LongAdder::sum)
        .description(description)
        .baseUnit("bytes")
        .tags(tags)
        .register(registry);
  }

  @Override
  public void arrived(Arrival arrival) {
    // Counted by what becomes of it.
  }

  @Override
  public void admitted(InetSocketAddress from, Admitted decision) {
    open.incrementAndGet();
    admissions.increment();
  }

  @Override
  public void refused(InetSocketAddress from, Refused decision) {
    refusals.increment(
        switch (decision) {
          case AddressFull _ -> Cause.ADDRESS_LIMIT;
          case ClassCFull _ -> Cause.CLASS_C_LIMIT;
          case ServerFull _ -> Cause.SERVER_FULL;
          case AddressUnauthenticatedFull _ -> Cause.ADDRESS_UNAUTHENTICATED;
          case ServerUnauthenticatedFull _ -> Cause.SERVER_UNAUTHENTICATED;
          case AddressDenied _ -> Cause.DENIED;
          case ProxyRefused(var problem, _) ->
              switch (problem) {
                case UNTRUSTED -> Cause.PROXY_UNTRUSTED;
                case NO_HEADER -> Cause.PROXY_NO_HEADER;
                case BAD_HEADER -> Cause.PROXY_BAD_HEADER;
                case TOO_MANY_WAITING -> Cause.PROXY_TOO_MANY_WAITING;
              };
        });
  }

  @Override
  public void handshake(Handshake handshake) {
    handshakes.count(handshake);
  }

  @Override
  public void received(int bytes) {
    received.add(bytes);
  }

  @Override
  public void sent(int bytes) {
    sent.add(bytes);
  }

  @Override
  public void closed(InetSocketAddress from) {
    open.decrementAndGet();
  }

  @Override
  public void loggedIn(Connection connection, Account account, String mechanism) {
    authenticated.incrementAndGet();
    logins.count(mechanism, LoginMetrics.Outcome.ACCEPTED);
  }

  @Override
  public void loginFailed(Connection connection, String user, String method) {
    logins.count(method, LoginMetrics.Outcome.REJECTED);
  }

  @Override
  public void loginUndecided(Connection connection, String method, Undecided why) {
    logins.count(
        method,
        switch (why) {
          case UNAVAILABLE -> LoginMetrics.Outcome.UNAVAILABLE;
          case THROTTLED -> LoginMetrics.Outcome.THROTTLED;
        });
  }

  @Override
  public void identified(Connection connection, Account account, List<ClientField> client) {
    // A label that clients choose would have no bound.
  }

  @Override
  public void idling(Connection connection, boolean begins) {
    idle.addAndGet(begins ? 1 : -1);
  }

  @Override
  public void command(Connection connection, String name, long nanos, Completion completion) {
    commands.count(name, nanos, completion);
  }

  @Override
  public void ended(Connection connection, Account account, Ending ending, Traffic traffic) {
    if (account != null) {
      authenticated.decrementAndGet();
    }
    endings.increment(ending);
  }
}

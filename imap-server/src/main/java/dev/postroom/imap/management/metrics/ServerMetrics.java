package dev.postroom.imap.management.metrics;

import dev.postroom.imap.admission.Admission;
import dev.postroom.imap.net.ConnectionEvents;
import dev.postroom.imap.net.Listener;
import dev.postroom.imap.session.SessionEvents;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/** All that is measured of a server. */
public final class ServerMetrics {

  private static final String PREFIX = "postroom.imap";

  private final Map<Listener, ListenerMetrics> listeners = new EnumMap<>(Listener.class);

  public ServerMetrics(MeterRegistry registry) {
    var logins = new LoginMetrics(registry);
    var commands = new CommandMetrics(registry);
    for (Listener listener : Listener.values()) {
      listeners.put(listener, new ListenerMetrics(registry, listener, logins, commands));
    }
  }

  /**
   * Adds how often mailboxes are opened.
   *
   * @param source where what is known of them comes from
   * @param counted by this; to be kept by who counts
   * @param count reads it
   */
  public static <T> void mailboxOpenings(
      MeterRegistry registry, Enum<?> source, T counted, ToDoubleFunction<T> count) {
    FunctionCounter.builder("postroom.imap.mailbox.openings", counted, count)
        .description(
            "Mailboxes opened, also for STATUS and as targets, by where what is known of them comes"
                + " from")
        .tag("source", source.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  /** Is to be told of the connections of this listener. */
  public ConnectionEvents connections(Listener listener) {
    return listeners.get(listener);
  }

  /** Is to be told of its sessions. */
  public SessionEvents sessions(Listener listener) {
    return listeners.get(listener);
  }

  /**
   * Adds what can be read off at any time.
   *
   * @param hashing computes passwords
   * @param draining whether the server is stopping
   */
  public static void register(
      MeterRegistry registry,
      Admission admission,
      ExecutorService hashing,
      BooleanSupplier draining) {
    new ExecutorServiceMetrics(hashing, "passwords", PREFIX, Tags.empty()).bindTo(registry);
    Gauge.builder("postroom.imap.known.addresses", admission, Admission::known)
        .description("Addresses, or IPv6 prefixes, of which something is remembered")
        .strongReference(true)
        .register(registry);
    Gauge.builder("postroom.imap.draining", draining, stopping -> stopping.getAsBoolean() ? 1 : 0)
        .description("1 while the server is stopping")
        .strongReference(true)
        .register(registry);
  }
}

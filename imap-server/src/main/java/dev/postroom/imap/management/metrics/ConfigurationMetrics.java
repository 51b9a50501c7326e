package dev.postroom.imap.management.metrics;

import dev.postroom.imap.config.LiveConfiguration;
import dev.postroom.imap.tls.CertifiedKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/** Tells of the configuration in force, and of attempts to change it. */
public final class ConfigurationMetrics {

  private ConfigurationMetrics() {}

  /** Measures a configuration from now on. */
  public static void register(MeterRegistry registry, LiveConfiguration configuration) {
    var reloads =
        Counters.of(
            registry,
            "postroom.imap.configuration.reloads",
            "Times that the files were read again",
            LiveConfiguration.Outcome.class,
            "outcome",
            Tags.empty());
    configuration.onReload(reloads::increment);
    gauge(
        registry,
        configuration,
        "rejected",
        "1 while the files on disk are refused, and an earlier state of them is in force",
        live -> live.state().rejected().isEmpty() ? 0 : 1);
    gauge(
        registry,
        configuration,
        "pending.restart",
        "Variables whose new value waits for a restart",
        live -> live.state().pendingRestart().size());
    seconds(
        registry,
        configuration,
        "postroom.imap.configuration.applied.timestamp",
        "When the configuration in force came into force, as Unix time",
        live -> seconds(live.state().since()));
    seconds(
        registry,
        configuration,
        "postroom.imap.certificate.expiry.timestamp",
        "When the first of the certificates in force expires, as Unix time; NaN without any",
        ConfigurationMetrics::expiry);
    gauge(
        registry,
        configuration,
        "maximum.connections",
        "How many connections may be open at once",
        live -> live.current().rules(live.current().imap()).server().maximum());
  }

  private static double expiry(LiveConfiguration live) {
    return live.current().certificates().values().stream()
        .map(CertifiedKey::expires)
        .min(Comparator.naturalOrder())
        .map(ConfigurationMetrics::seconds)
        .orElse(Double.NaN);
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond();
  }

  private static void gauge(
      MeterRegistry registry,
      LiveConfiguration configuration,
      String name,
      String description,
      ToDoubleFunction<LiveConfiguration> value) {
    Gauge.builder("postroom.imap.configuration." + name, configuration, value)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private static void seconds(
      MeterRegistry registry,
      LiveConfiguration configuration,
      String name,
      String description,
      ToDoubleFunction<LiveConfiguration> value) {
    Gauge.builder(name, configuration, value)
        .description(description)
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }
}

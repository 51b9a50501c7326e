package dev.postroom.imap.management.metrics;

import dev.postroom.imap.auth.sasl.SaslMechanism;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Counts logins, by how they were tried. */
final class LoginMetrics {

  /** The command LOGIN, and the mechanism, which shows a password in the same way. */
  private static final String LOGIN = "LOGIN";

  /** Whatever else a client may name. */
  private static final String OTHER = "other";

  /** What became of a login. */
  enum Outcome {
    ACCEPTED,
    REJECTED,
    /** The accounts could not be asked. */
    UNAVAILABLE,
    /** Not looked at, because of wrong passwords before it. */
    THROTTLED
  }

  private final Map<String, Counters<Outcome>> byMechanism = new HashMap<>();

  LoginMetrics(MeterRegistry registry) {
    for (SaslMechanism mechanism : SaslMechanism.values()) {
      register(registry, mechanism.mechanism());
    }
    register(registry, OTHER);
  }

  private void register(MeterRegistry registry, String mechanism) {
    byMechanism.put(
        mechanism,
        Counters.of(
            registry,
            "postroom.imap.logins",
            "Attempts to log in; throttled ones were not looked at because of wrong passwords"
                + " before, and for unavailable ones the accounts could not be asked",
            Outcome.class,
            "outcome",
            Tags.of("mechanism", mechanism)));
  }

  /**
   * @param method a mechanism, as the client wrote it; empty for the command LOGIN
   */
  void count(String method, Outcome outcome) {
    String mechanism = method.isEmpty() ? LOGIN : method.toUpperCase(Locale.ROOT);
    byMechanism.getOrDefault(mechanism, byMechanism.get(OTHER)).increment(outcome);
  }
}

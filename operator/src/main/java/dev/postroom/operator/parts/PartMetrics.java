package dev.postroom.operator.parts;

import dev.postroom.operator.apply.ApplyFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** How long the parts of reconciliations take, and how they fail. No server is in a label. */
public final class PartMetrics {

  private final MeterRegistry registry;
  private final Map<Part, Timer> timers = new EnumMap<>(Part.class);

  /** All series are there from the start, so that a first failure is an increase. */
  public PartMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (var part : Part.values()) {
      timers.put(part, timer(part));
      for (var reason : ApplyFailure.Reason.values()) {
        failures(part, reason);
      }
    }
  }

  void time(Part part, Runnable work) {
    timers.get(part).record(work);
  }

  void failed(Part part, ApplyFailure.Reason reason) {
    failures(part, reason).increment();
  }

  private Timer timer(Part part) {
    return Timer.builder("postroom.part.duration")
        .description(
            "How long a part of a reconciliation takes; limits is a round where one is due")
        .tag("part", name(part))
        .serviceLevelObjectives(
            Duration.ofMillis(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5))
        .register(registry);
  }

  private Counter failures(Part part, ApplyFailure.Reason reason) {
    return Counter.builder("postroom.part.failures")
        .description("Parts of reconciliations that the API server did not do")
        .tag("part", name(part))
        .tag("reason", reason.name())
        .register(registry);
  }

  private static String name(Part part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}

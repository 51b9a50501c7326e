package dev.postroom.imap.management.metrics;

import dev.postroom.imap.session.SessionEvents.Completion;
import dev.postroom.imap.session.dialogue.ImapSession;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts commands and takes their time. */
final class CommandMetrics {

  /** Takes as long as its client wants. */
  private static final String IDLE = "IDLE";

  /**
   * From what nobody notices to what everybody gives up on; few, since each is a series for every
   * command.
   */
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(5),
    Duration.ofMillis(25),
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofMillis(2500),
    Duration.ofSeconds(10)
  };

  private final Map<String, Meters> byName = new HashMap<>();

  private record Meters(Counters<Completion> completions, Timer duration) {}

  CommandMetrics(MeterRegistry registry) {
    ImapSession.commandNames().forEach(name -> byName.put(name, meters(registry, name)));
  }

  private static Meters meters(MeterRegistry registry, String name) {
    Tags command = Tags.of("command", name);
    return new Meters(
        Counters.of(
            registry,
            "postroom.imap.commands",
            "Commands answered",
            Completion.class,
            "completion",
            command),
        Timer.builder("postroom.imap.command.duration")
            .description(
                "From the first line of a command to its answer, delays of failed logins and"
                    + " pauses of the client included; IDLE is not timed")
            .tags(command)
            .serviceLevelObjectives(BUCKETS)
            .register(registry));
  }

  void count(String name, long nanos, Completion completion) {
    Meters meters = byName.get(name);
    meters.completions().increment(completion);
    if (!name.equals(IDLE)) {
      meters.duration().record(nanos, TimeUnit.NANOSECONDS);
    }
  }
}

package dev.postroom.operator.peers;

import io.fabric8.kubernetes.api.model.Pod;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How long it takes to have the reports of a server's pods, and why some are missing. */
public final class MeasuredPeerReports implements PeerReports {

  private final PeerReports reports;
  private final Timer duration;
  private final Map<Absence, Counter> missing = new EnumMap<>(Absence.class);

  public MeasuredPeerReports(PeerReports reports, MeterRegistry registry) {
    this.reports = reports;
    duration =
        Timer.builder("postroom.reports.duration")
            .description("How long it takes to have the reports of all pods of a server")
            .serviceLevelObjectives(
                Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1))
            .register(registry);
    for (var why : Absence.values()) {
      missing.put(
          why,
          Counter.builder("postroom.reports.missing")
              .description("Reports of pods that could not be had or not be used")
              .tag("why", why.name())
              .register(registry));
    }
  }

  @Override
  public List<PodReport> of(List<Pod> pods, String token) {
    var answers = duration.record(() -> reports.of(pods, token));
    for (var answer : answers) {
      if (answer instanceof PodReport.Missing absent) {
        missing.get(absent.why()).increment();
      }
    }
    return answers;
  }
}

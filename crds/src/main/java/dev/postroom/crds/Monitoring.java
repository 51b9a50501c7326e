package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** Whether the Prometheus Operator shall scrape the pods. */
public record Monitoring(
    @JsonPropertyDescription(
            "Whether a PodMonitor or ServiceMonitor is made, where the Prometheus Operator is"
                + " installed.")
        @Default("false")
        Boolean enabled,
    @JsonPropertyDescription("Which of the two.") @Default("PodMonitor") Kind kind,
    @JsonPropertyDescription("How often the pods are scraped, such as 30s or 1m.")
        @Default(Monitoring.INTERVAL)
        @Pattern("^[1-9][0-9]{0,4}(ms|s|m|h)$")
        @Size(max = 8)
        String interval,
    @JsonPropertyDescription(
            "Labels of the monitor, beside the operator's: many a Prometheus selects monitors by"
                + " them.")
        @Size(max = 32)
        Map<String, @Size(max = 63) String> labels) {

  static final String INTERVAL = "30s";

  static final Monitoring DEFAULTS = new Monitoring(null, null, null, null);

  public Monitoring {
    enabled = enabled != null && enabled;
    kind = kind == null ? Kind.PodMonitor : kind;
    interval = interval == null ? INTERVAL : interval;
    labels = labels == null ? Map.of() : Map.copyOf(labels);
  }

  /** Kinds of the Prometheus Operator. */
  public enum Kind {
    PodMonitor,
    ServiceMonitor
  }
}

package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** How many connections are accepted. */
@ValidationRule(
    value = "!has(self.maximumCeiling) || self.maximumCeiling >= self.maximum",
    fieldPath = ".maximumCeiling",
    message = "maximumCeiling must not be below maximum; leave it out to keep the maximum fixed")
@ValidationRule(
    value = "self.perAddress.limit <= self.maximum",
    fieldPath = ".perAddress.limit",
    message = "perAddress.limit must not be above connections.maximum")
public record Connections(
    @JsonPropertyDescription(
            "How many connections one pod holds at once, over all its ports (Courier's"
                + " MAXDAEMONS). Takes effect without a restart.")
        @Default("" + Connections.MAXIMUM)
        @Min(1)
        @Max(Connections.HIGHEST_LIMIT)
        Integer maximum,
    @JsonPropertyDescription(
            "Up to which number the operator may raise the maximum by itself, without a restart,"
                + " when a pod is full or nearly so with people who logged in and its memory limit"
                + " allows it. It goes back slowly to maximum, which is not changed;"
                + " status.connections.podMaximum has what holds now. Left out, it never rises.")
        @Min(1)
        @Max(Connections.HIGHEST_LIMIT)
        Integer maximumCeiling,
    @JsonPropertyDescription("How many of them may come from one address.") @Default("{}")
        PerAddress perAddress) {

  static final int MAXIMUM = 400;

  /** No limit can be set above this; a pod with more connections needs more than a number. */
  static final int HIGHEST_LIMIT = 100_000;

  static final Connections DEFAULTS = new Connections(null, null, null);

  public Connections {
    maximum = maximum == null ? MAXIMUM : maximum;
    perAddress = perAddress == null ? PerAddress.DEFAULTS : perAddress;
  }
}

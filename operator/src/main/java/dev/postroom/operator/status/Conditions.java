package dev.postroom.operator.status;

import dev.postroom.crds.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings as conditions: each keeps the time when its status last changed. */
final class Conditions {

  private Conditions() {}

  static List<Condition> of(Observed observed, List<Condition> before) {
    Map<String, Finding> findings = new LinkedHashMap<>();
    findings.put("Ready", Ready.of(observed));
    findings.put("ConfigurationValid", ConfigurationValid.of(observed));
    findings.put("SourceAddressTrusted", SourceAddressTrusted.of(observed));
    findings.put("MetricsAvailable", MetricsAvailable.of(observed));
    findings.put("LimitsApplied", LimitsApplied.of(observed));

    var conditions = new ArrayList<Condition>();
    findings.forEach(
        (type, finding) ->
            conditions.add(
                new Condition(
                    type,
                    finding.status(),
                    finding.reason(),
                    finding.message(),
                    since(type, finding, before, observed.now()),
                    observed.children().server().getMetadata().getGeneration())));
    return conditions;
  }

  private static String since(String type, Finding finding, List<Condition> before, Instant now) {
    return before.stream()
        .filter(condition -> condition.type().equals(type))
        .filter(condition -> condition.status() == finding.status())
        .findFirst()
        .map(Condition::lastTransitionTime)
        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}

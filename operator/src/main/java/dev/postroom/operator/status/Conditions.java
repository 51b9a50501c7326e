package dev.postroom.operator.status;

import dev.postroom.crds.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Findings as conditions: each keeps the time when its status last changed. */
final class Conditions {

  private Conditions() {}

  static List<Condition> of(Observed observed, List<Condition> before) {
    Map<ConditionType, Finding> findings = new EnumMap<>(ConditionType.class);
    findings.put(ConditionType.Ready, Ready.of(observed));
    findings.put(ConditionType.ConfigurationValid, ConfigurationValid.of(observed));
    findings.put(
        ConditionType.StorageReady,
        StorageReady.of(observed.owned().storage(), observed.children().server().getSpec()));
    findings.put(ConditionType.SourceAddressTrusted, SourceAddressTrusted.of(observed));
    findings.put(ConditionType.MetricsAvailable, MetricsAvailable.of(observed));
    findings.put(ConditionType.LimitsApplied, LimitsApplied.of(observed));
    findings.put(ConditionType.ObjectsApplied, ObjectsApplied.of(observed));
    findings.put(ConditionType.Paused, Paused.of(observed.children().server()));

    var conditions = new ArrayList<Condition>();
    findings.forEach(
        (type, finding) ->
            conditions.add(
                new Condition(
                    type.name(),
                    finding.status(),
                    finding.reason().name(),
                    finding.message(),
                    since(type, finding, before, observed.now()),
                    observed.children().server().getMetadata().getGeneration())));
    return conditions;
  }

  private static String since(
      ConditionType type, Finding finding, List<Condition> before, Instant now) {
    return before.stream()
        .filter(condition -> condition.type().equals(type.name()))
        .filter(condition -> condition.status() == finding.status())
        .findFirst()
        .map(Condition::lastTransitionTime)
        .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}

package dev.postroom.operator.status;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServerStatus;
import dev.postroom.crds.ServiceSpec;
import dev.postroom.operator.Reports;
import dev.postroom.operator.Servers;
import dev.postroom.operator.apply.ApplyFailure;
import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.owned.OwnedState;
import dev.postroom.operator.owned.StorageState;
import dev.postroom.operator.peers.Nodes;
import dev.postroom.operator.peers.PodReport;
import dev.postroom.operator.peers.SourceTrust;
import dev.postroom.operator.peers.SourceWatch;
import dev.postroom.operator.references.References;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.FieldProblem;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.RolloutState;
import dev.postroom.operator.round.Look;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionsTest {

  private static final Rendering VALID = new CourierFilesRenderer().render(Servers.spec("{}"));
  private static final String NODE = "10.0.0.1";
  private static final Map<String, String> FILES = Map.of("imapaccess", "h1");

  @Test
  void allIsWellWhenPodsServeReportAndRunWithTheNewestFiles() {
    var report = Reports.of("mail-0").running(FILES).peer("203.0.113.7", 2).build();

    assertThat(conditions(VALID, Optional.of(set(1, 1)), given(report)))
        .extracting(condition -> condition.type() + "=" + condition.status())
        .containsExactly(
            "Ready=True",
            "ConfigurationValid=True",
            "StorageReady=True",
            "SourceAddressTrusted=True",
            "MetricsAvailable=True",
            "LimitsApplied=True",
            "ObjectsApplied=True",
            "Paused=False");
  }

  @Test
  void anInvalidSpecificationSaysWhatIsWrongAndWhatHolds() {
    var invalid =
        new Rendering.Invalid(List.of(new FieldProblem("spec.imapd[X]", "no such variable")));

    assertThat(of("ConfigurationValid", conditions(invalid, Optional.of(set(1, 1)), Look.NONE)))
        .isEqualTo("spec.imapd[X]: no such variable (the last good configuration stays in force)");
    assertThat(of("Ready", conditions(invalid, Optional.empty(), Look.NONE)))
        .isEqualTo("nothing was started; see the condition ConfigurationValid for what to mend");
  }

  @Test
  void aFileThatTheServerRefusesIsNamedWithItsLine() {
    var report = Reports.of("mail-0").rejected("userdb", 3, "no home").build();

    assertThat(of("ConfigurationValid", conditions(VALID, Optional.of(set(1, 1)), given(report))))
        .isEqualTo("pod mail-0 keeps the last good userdb: line 3: no home");
  }

  @Test
  void podsThatDoNotServeSayWhereToLook() {
    assertThat(of("Ready", conditions(VALID, Optional.of(set(2, 1)), Look.NONE)))
        .isEqualTo(
            "1 of 2 pods serve; if that stays so, look at kubectl describe pod -l"
                + " app.kubernetes.io/instance=mail");
  }

  @Test
  void aReportThatIsMissingSaysWhichAndWhatToCheck() {
    var look =
        new Look(
            NOON,
            List.of(new PodReport.Missing("mail-0", "http://10.0.0.1:9180/peers: refused")),
            new SourceTrust.Unknown("no pod gave a report"));

    assertThat(of("MetricsAvailable", conditions(VALID, Optional.of(set(1, 1)), look)))
        .isEqualTo(
            "pod mail-0: http://10.0.0.1:9180/peers: refused; nothing is raised meanwhile. See that"
                + " NetworkPolicies let the operator reach TCP port 9180 of the pods, and that the"
                + " pods have the CPU time to answer.");
  }

  @Test
  void aPodWithOlderFilesIsWaitedFor() {
    var report = Reports.of("mail-0").running(Map.of("imapaccess", "old")).build();

    assertThat(of("LimitsApplied", conditions(VALID, Optional.of(set(1, 1)), given(report))))
        .startsWith("pod mail-0 does not run with the newest imapaccess yet");
  }

  @Test
  void aConditionKeepsTheTimeOfItsLastTransition() {
    var before =
        List.of(
            new Condition(
                "Ready", Condition.Status.True, "Serving", "", "2026-01-01T00:00:00Z", 1L),
            new Condition(
                "ConfigurationValid",
                Condition.Status.False,
                "InvalidSpec",
                "",
                "2026-01-01T00:00:00Z",
                1L));

    var now = Conditions.of(observed(VALID, Optional.of(set(1, 1)), Look.NONE), before);

    assertThat(now.get(0).lastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(now.get(1).lastTransitionTime()).isEqualTo("2026-11-22T12:00:00Z");
  }

  @Test
  void whatWasRefusedDoesNotHideThatTheServerServes() {
    var observed =
        observed(
            VALID,
            Optional.of(set(1, 1)),
            Look.NONE,
            List.of(
                new ApplyFailure(ApplyFailure.Reason.Forbidden, "no Services; allow it"),
                new ApplyFailure(ApplyFailure.Reason.Conflict, "mail-limits changed")));

    var conditions = Conditions.of(observed, List.of());

    assertThat(of("Ready", conditions)).isEqualTo("1 of 1 pods serve");
    assertThat(conditions)
        .filteredOn(condition -> condition.type().equals("ObjectsApplied"))
        .extracting(Condition::status, Condition::reason, Condition::message)
        .containsExactly(
            tuple(
                Condition.Status.False, "Forbidden", "no Services; allow it; mail-limits changed"));
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfFailureHasItsReason(ApplyFailure.Reason kind) {
    assertThat(ObjectsApplied.reason(new ApplyFailure(kind, "")).name()).isEqualTo(kind.name());
  }

  @Test
  void whatWasRefusedIsWhyAServerHasNotStarted() {
    var observed =
        observed(
            VALID,
            Optional.empty(),
            Look.NONE,
            List.of(
                new ApplyFailure(ApplyFailure.Reason.NameTaken, "ConfigMap mail-config exists")));

    assertThat(of("Ready", Conditions.of(observed, List.of())))
        .isEqualTo("not everything the server needs could be made: ConfigMap mail-config exists");
  }

  @Test
  void anotherReasonForTheSameStatusIsNoTransition() {
    var rolling =
        new Condition("Ready", Condition.Status.True, "Rolling", "", "2026-01-01T00:00:00Z", 1L);

    var ready =
        Conditions.of(observed(VALID, Optional.of(set(1, 1)), Look.NONE), List.of(rolling)).get(0);

    assertThat(ready.reason()).isEqualTo("Serving");
    assertThat(ready.lastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aMessageHasAnEnd() {
    var report = Reports.of("mail-0").rejected("userdb", 3, "x".repeat(100_000)).build();

    assertThat(of("ConfigurationValid", conditions(VALID, Optional.of(set(1, 1)), given(report))))
        .hasSize(BoundedText.MAX)
        .endsWith("…");
  }

  @Test
  void numbersInMessagesAreNoNews() {
    var status =
        StatusReport.of(
            observed(VALID, Optional.of(set(1, 1)), given(untrusted(3))), ImapServerStatus.EMPTY);
    var later =
        StatusReport.of(
            observed(VALID, Optional.of(set(1, 1)), given(untrusted(4))), ImapServerStatus.EMPTY);

    assertThat(later.conditions()).isNotEqualTo(status.conditions());
    assertThat(StatusReport.withoutNumbers(later)).isEqualTo(StatusReport.withoutNumbers(status));
  }

  private static PeerReport untrusted(int connections) {
    return Reports.of("mail-0").peer(NODE, connections, 2, Optional.empty()).build();
  }

  private static Look given(PeerReport report) {
    return new Look(
        NOON,
        List.of(new PodReport.Given("mail-0", report)),
        new SourceWatch()
            .judge(
                List.of(report),
                List.of(),
                Nodes.NONE.and(List.of(NODE)),
                ServiceSpec.DEFAULTS,
                NOON));
  }

  private static List<Condition> conditions(
      Rendering rendering, Optional<StatefulSet> set, Look look) {
    return Conditions.of(observed(rendering, set, look), List.of());
  }

  private static Observed observed(Rendering rendering, Optional<StatefulSet> set, Look look) {
    return observed(rendering, set, look, List.of());
  }

  private static Observed observed(
      Rendering rendering, Optional<StatefulSet> set, Look look, List<ApplyFailure> failures) {
    var children = new Children(Servers.server("{}"), set.stream().toList(), List.of());
    return new Observed(
        NOON,
        children,
        rendering,
        References.NONE,
        failures,
        new OwnedState(
            new StorageState(
                "mail-mail",
                Optional.of(
                    Serialization.unmarshal(
                        "--- {spec: {accessModes: [ReadWriteOnce]}, status: {phase: Bound}}",
                        PersistentVolumeClaim.class)),
                Optional.empty(),
                Optional.empty()),
            List.of()),
        look,
        FILES,
        Optional.empty(),
        Ledger.EMPTY,
        List.of(),
        RolloutState.UNKNOWN,
        List.of(),
        Optional.empty());
  }

  private static StatefulSet set(int replicas, int ready) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("mail")
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .endSpec()
        .withNewStatus()
        .withReadyReplicas(ready)
        .withUpdatedReplicas(ready)
        .endStatus()
        .build();
  }

  private static String of(String type, List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow()
        .message();
  }
}

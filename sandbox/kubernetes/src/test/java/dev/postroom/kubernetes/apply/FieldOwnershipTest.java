package dev.postroom.kubernetes.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.schema.TypeShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldOwnershipTest {

  private static final TypeShape PORTS =
      new TypeShape.MapList(
          List.of("port", "protocol"),
          Map.of("protocol", "TCP"),
          TypeShape.Struct.of(
              Map.of(
                  "port", TypeShape.SCALAR,
                  "protocol", TypeShape.SCALAR,
                  "name", TypeShape.SCALAR)));

  private static final TypeShape SHAPE =
      TypeShape.Struct.of(
          Map.of(
              "metadata",
              TypeShape.Struct.of(
                  Map.of(
                      "finalizers", new TypeShape.SetList(TypeShape.SCALAR),
                      "labels", new TypeShape.MapOf(TypeShape.SCALAR, false))),
              "spec",
              TypeShape.Struct.of(
                  Map.of(
                      "ports",
                      PORTS,
                      "replicas",
                      TypeShape.SCALAR,
                      "args",
                      new TypeShape.AtomicList(TypeShape.SCALAR),
                      "selector",
                      new TypeShape.MapOf(TypeShape.SCALAR, true)))));

  private static final FieldOwnership OWNERSHIP = new FieldOwnership(SHAPE, true);

  @Test
  void anApplierOwnsWhatItApplies() {
    var object =
        apply(
            "alice",
            nothing(),
            """
            metadata: {name: a, labels: {app: x}, finalizers: [f/a]}
            spec:
              replicas: 1
              args: [a, b]
              selector: {app: x}
              ports: [{port: 80, name: web}]
            """);

    assertThat(object.at("/metadata/managedFields"))
        .isEqualTo(
            yaml("""
                    managedFields:
                    - manager: alice
                      operation: Apply
                      apiVersion: v1
                      time: "2026-11-22T00:00:00Z"
                      fieldsType: FieldsV1
                      fieldsV1:
                        f:metadata:
                          f:finalizers: {'v:"f/a"': {}}
                          f:labels: {f:app: {}}
                        f:spec:
                          f:args: {}
                          f:ports:
                            k:{"port":80,"protocol":"TCP"}: {.: {}, f:name: {}, f:port: {}}
                          f:replicas: {}
                          f:selector: {}
                    """)
                .get("managedFields"));
  }

  @Test
  void applyingTheSameAgainChangesNothing() {
    var configuration = "spec: {replicas: 1, ports: [{port: 80}, {port: 443}]}";
    var once = apply("alice", nothing(), configuration);

    assertThat(apply("alice", once, configuration)).isEqualTo(once);
  }

  @Test
  void aFieldThatIsNoLongerAppliedGoes() {
    var both = apply("alice", nothing(), "spec: {replicas: 1, ports: [{port: 80}, {port: 443}]}");

    var one = apply("alice", both, "spec: {ports: [{port: 443}]}");

    assertThat(one.get("spec")).isEqualTo(yaml("ports: [{port: 443}]"));
  }

  @Test
  void aFieldThatSomebodyElseAppliesAsWellStays() {
    var alice = apply("alice", nothing(), "spec: {replicas: 1, ports: [{port: 80}]}");
    var both = apply("bob", alice, "spec: {replicas: 1}");

    var left = apply("alice", both, "spec: {ports: [{port: 80}]}");

    assertThat(left.get("spec")).isEqualTo(yaml("{replicas: 1, ports: [{port: 80}]}"));
  }

  @Test
  void anElementGoesWithWhatNobodyOwnsInIt() {
    var applied = apply("alice", nothing(), "spec: {ports: [{port: 80}, {port: 443}]}");
    // As the server does when it fills in what was left out.
    applied.withObject("/spec/ports/0").put("protocol", "TCP");

    var one = apply("alice", applied, "spec: {ports: [{port: 443}]}");

    assertThat(one.get("spec")).isEqualTo(yaml("ports: [{port: 443}]"));
  }

  @Test
  void anElementWithSomebodyElsesFieldStaysAndKeepsItsKeys() {
    var alice = apply("alice", nothing(), "spec: {replicas: 1, ports: [{port: 80}]}");
    var named = alice.deepCopy();
    named.withObject("/spec/ports/0").put("name", "web");
    OWNERSHIP.update(alice, named, writer("bob"));

    var left = apply("alice", named, "spec: {replicas: 1}");

    assertThat(left.get("spec")).isEqualTo(yaml("{replicas: 1, ports: [{port: 80, name: web}]}"));
  }

  @Test
  void anotherValueForSomebodyElsesFieldConflicts() {
    var live = apply("alice", nothing(), "spec: {replicas: 1}");

    assertThatThrownBy(() -> apply("bob", live, "spec: {replicas: 2}"))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            conflict ->
                assertThat(conflict.status())
                    .isEqualTo(
                        yaml(
                            """
                            kind: Status
                            apiVersion: v1
                            metadata: {}
                            status: Failure
                            message: 'Apply failed with 1 conflict: conflict with "alice": .spec.replicas'
                            reason: Conflict
                            details:
                              causes:
                              - reason: FieldManagerConflict
                                message: conflict with "alice"
                                field: .spec.replicas
                            code: 409
                            """)));
  }

  @Test
  void severalConflictsAreListedByManager() {
    var live = apply("alice", nothing(), "spec: {replicas: 1, ports: [{port: 80, name: web}]}");
    var edited = live.deepCopy();
    edited.withObject("/spec").put("replicas", 2);
    OWNERSHIP.update(live, edited, writer("kubectl-edit"));

    assertThatThrownBy(
            () -> apply("bob", edited, "spec: {replicas: 3, ports: [{port: 80, name: x}]}"))
        .hasMessage(
            """
            Apply failed with 2 conflicts: conflicts with "alice":
            - .spec.ports[port=80,protocol="TCP"].name
            conflicts with "kubectl-edit" using v1:
            - .spec.replicas\
            """);
  }

  @Test
  void forceTakesTheFieldOver() {
    var live = apply("alice", nothing(), "spec: {replicas: 1, args: [a]}");

    var forced = OWNERSHIP.apply(live, yaml("spec: {replicas: 2}"), writer("bob"), true);

    assertThat(forced.at("/spec/replicas").asInt()).isEqualTo(2);
    assertThat(owned(forced, "alice")).containsExactly(".spec.args");
    assertThat(owned(forced, "bob")).containsExactly(".spec.replicas");
  }

  @Test
  void theSameValueIsOwnedByBoth() {
    var live = apply("alice", nothing(), "spec: {replicas: 1}");

    var both = apply("bob", live, "spec: {replicas: 1}");

    assertThat(owned(both, "alice")).containsExactly(".spec.replicas");
    assertThat(owned(both, "bob")).containsExactly(".spec.replicas");
  }

  @Test
  void anUpdateOwnsWhatItChangedAndLosesWhatItRemoved() {
    var live = yaml("spec: {}");
    var first = yaml("spec: {replicas: 1, args: [a]}");
    OWNERSHIP.update(live, first, writer("alice"));
    var second = yaml("spec: {args: [b]}");
    OWNERSHIP.update(first, second, writer("alice"));

    assertThat(owned(first, "alice")).containsExactly(".spec.args", ".spec.replicas");
    assertThat(owned(second, "alice")).containsExactly(".spec.args");
  }

  @Test
  void anUpdateThatChangesNothingNamesNoOwner() {
    var live = yaml("{metadata: {name: a}, spec: {replicas: 1}}");
    var same = live.deepCopy();

    OWNERSHIP.update(live, same, writer("alice"));

    assertThat(same).isEqualTo(live);
  }

  @Test
  void anEmptyEntryResetsAllOwnership() {
    var live = apply("alice", nothing(), "spec: {replicas: 1}");
    var reset = live.deepCopy();
    reset.withObject("/metadata").putArray("managedFields").addObject();

    OWNERSHIP.update(live, reset, writer("bob"));

    assertThat(reset.at("/metadata/managedFields").isMissingNode()).isTrue();
  }

  @Test
  void theStatusIsNobodysThroughTheObjectItself() {
    var object = apply("alice", nothing(), "{spec: {replicas: 1}, status: {ready: true}}");

    assertThat(object.has("status")).isFalse();
    assertThat(owned(object, "alice")).containsExactly(".spec.replicas");
  }

  @Test
  void theManyUpdatersOfAnObjectBecomeFew() {
    var live = yaml("metadata: {labels: {}}");
    for (int i = 0; i < ManagedFields.UPDATERS_LIMIT + 5; i++) {
      var next = live.deepCopy();
      next.withObject("/metadata/labels").put("l" + i, "x");
      OWNERSHIP.update(live, next, writer("manager-" + i));
      live = next;
    }

    assertThat(live.at("/metadata/managedFields")).hasSize(ManagedFields.UPDATERS_LIMIT);
    assertThat(owned(live, "ancient-changes")).contains(".metadata.labels.l0");
  }

  @Test
  void appliedElementsComeInTheirOrderAndOthersStayBetween() {
    var live = yaml("spec: {ports: [{port: 1}, {port: 2}, {port: 3}]}");

    var merged = apply("alice", live, "spec: {ports: [{port: 4}, {port: 3}, {port: 1}]}");

    assertThat(merged.get("spec"))
        .isEqualTo(yaml("ports: [{port: 4}, {port: 2}, {port: 3}, {port: 1}]"));
  }

  @Test
  void managedFieldsMayNotBeApplied() {
    assertThatThrownBy(
            () -> apply("alice", nothing(), "metadata: {managedFields: [{manager: bob}]}"))
        .hasMessage("metadata.managedFields must be nil");
  }

  private static ObjectNode apply(String manager, ObjectNode live, String configuration) {
    return OWNERSHIP.apply(live, yaml(configuration), writer(manager), false);
  }

  private static Writer writer(String manager) {
    return new Writer(manager, "v1", "", "2026-11-22T00:00:00Z");
  }

  private static List<String> owned(ObjectNode object, String manager) {
    return ManagedFields.of(object).all().stream()
        .filter(entry -> entry.owner().manager().equals(manager))
        .map(entry -> entry.fields().paths())
        .findFirst()
        .orElse(List.of());
  }

  private static ObjectNode nothing() {
    return yaml("{}");
  }

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}

package dev.postroom.kubernetes.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.store.Metadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the verbs and the garbage collector promise, without HTTP. */
class RegistryTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final WriteOptions OPTIONS =
      new WriteOptions("test", FieldValidation.STRICT, false, false);
  private static final WriteOptions DRY =
      new WriteOptions("test", FieldValidation.STRICT, true, false);

  private final Registry registry = Registry.start(Clock.systemUTC(), "127.96.0.0/24");

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void everyNamespaceHasItsDefaultAccount() {
    create("Namespace", "", "metadata: {name: mail}");

    assertThat(find("ServiceAccount", "mail", "default")).isPresent();
  }

  @Test
  void nothingIsCreatedInANamespaceThatIsNotThere() {
    assertThatThrownBy(() -> create("ConfigMap", "nowhere", "metadata: {name: a}"))
        .hasMessage("namespaces \"nowhere\" not found");
  }

  @Test
  void aDeletedNamespaceTakesItsContentWithIt() {
    create("Namespace", "", "metadata: {name: mail}");
    create("ConfigMap", "mail", "metadata: {name: a}");

    delete("Namespace", "", "mail", Propagation.BACKGROUND);

    eventually(() -> find("Namespace", "", "mail").isEmpty());
    assertThat(find("ConfigMap", "mail", "a")).isEmpty();
  }

  @Test
  void inTheForegroundANamespaceTakesItsContentWithItToo() {
    create("Namespace", "", "metadata: {name: mail}");
    create("ConfigMap", "mail", "metadata: {name: a}");

    delete("Namespace", "", "mail", Propagation.FOREGROUND);

    eventually(() -> find("Namespace", "", "mail").isEmpty());
    assertThat(find("ConfigMap", "mail", "a")).isEmpty();
  }

  @Test
  void aFinalizerHoldsAnEmptyNamespace() {
    create("Namespace", "", "metadata: {name: mail, finalizers: [x/hold]}");

    delete("Namespace", "", "mail", Propagation.BACKGROUND);

    eventually(() -> find("ServiceAccount", "mail", "default").isEmpty());
    registry
        .resources()
        .update(
            type("Namespace"),
            Subresource.NONE,
            "",
            "mail",
            live -> {
              assertThat(Metadata.of(live).finalizers()).containsExactly("x/hold");
              Metadata.of(live).node().remove("finalizers");
              return live;
            },
            OPTIONS);
    eventually(() -> find("Namespace", "", "mail").isEmpty());
  }

  @Test
  void aFinalizerHoldsAnObjectUntilItIsRemoved() {
    create("ConfigMap", "default", "metadata: {name: a, finalizers: [x/hold]}");

    assertThat(delete("ConfigMap", "default", "a", Propagation.BACKGROUND).gone()).isFalse();
    assertThat(Metadata.of(find("ConfigMap", "default", "a").orElseThrow()).deleting()).isTrue();

    update("ConfigMap", "a", "metadata: {name: a}");
    assertThat(find("ConfigMap", "default", "a")).isEmpty();
  }

  @Test
  void whatNobodyOwnsAnyMoreIsCollected() {
    var owner = create("ConfigMap", "default", "metadata: {name: owner}");
    create("ConfigMap", "default", owned("child", owner, false));
    create("ConfigMap", "default", "metadata: {name: stranger}");

    delete("ConfigMap", "default", "owner", Propagation.BACKGROUND);

    eventually(() -> find("ConfigMap", "default", "child").isEmpty());
    assertThat(find("ConfigMap", "default", "stranger")).isPresent();
  }

  @Test
  void inTheForegroundAnOwnerGoesLast() {
    var owner = create("ConfigMap", "default", "metadata: {name: owner}");
    var child =
        owned("child", owner, true).replace("name: child", "name: child, finalizers: [x/y]");
    create("ConfigMap", "default", child);

    delete("ConfigMap", "default", "owner", Propagation.FOREGROUND);

    eventually(() -> Metadata.of(find("ConfigMap", "default", "child").orElseThrow()).deleting());
    assertThat(find("ConfigMap", "default", "owner")).isPresent();
    registry
        .resources()
        .update(
            type("ConfigMap"),
            Subresource.NONE,
            "default",
            "child",
            live -> {
              Metadata.of(live).node().remove("finalizers");
              return live;
            },
            OPTIONS);
    eventually(() -> find("ConfigMap", "default", "owner").isEmpty());
  }

  @Test
  void orphansStayAndAreOwnedNoMore() {
    var owner = create("ConfigMap", "default", "metadata: {name: owner}");
    create("ConfigMap", "default", owned("child", owner, false));

    delete("ConfigMap", "default", "owner", Propagation.ORPHAN);

    eventually(() -> find("ConfigMap", "default", "owner").isEmpty());
    assertThat(Metadata.of(find("ConfigMap", "default", "child").orElseThrow()).owners()).isEmpty();
  }

  @Test
  void aDeletionCanBeTiedToAnIdentity() {
    create("ConfigMap", "default", "metadata: {name: a}");
    var options =
        new DeleteOptions(
            Propagation.BACKGROUND,
            OptionalLong.empty(),
            Optional.of("another"),
            Optional.empty(),
            false);

    assertThatThrownBy(
            () -> registry.resources().delete(type("ConfigMap"), "default", "a", options))
        .hasMessageContaining("Precondition failed: UID in precondition: another");
  }

  @Test
  void aScheduledPodIsEndedByItsNodeFirst() {
    create(
        "Pod",
        "default",
        "{metadata: {name: p}, spec: {nodeName: n, containers: [{name: c, image: 'i:1'}]}}");

    var marked = delete("Pod", "default", "p", Propagation.BACKGROUND);

    assertThat(marked.gone()).isFalse();
    assertThat(marked.object().at("/metadata/deletionGracePeriodSeconds").asInt()).isEqualTo(30);
    var now =
        new DeleteOptions(
            Propagation.BACKGROUND, OptionalLong.of(0), Optional.empty(), Optional.empty(), false);
    assertThat(registry.resources().delete(type("Pod"), "default", "p", now).gone()).isTrue();
  }

  @Test
  void inTheForegroundTooAScheduledPodIsEndedByItsNodeFirst() {
    create(
        "Pod",
        "default",
        "{metadata: {name: p}, spec: {nodeName: n, containers: [{name: c, image: 'i:1'}]}}");

    delete("Pod", "default", "p", Propagation.FOREGROUND);

    eventually(
        () ->
            find("Pod", "default", "p")
                .filter(pod -> Metadata.of(pod).finalizers().isEmpty())
                .isPresent());
    var now =
        new DeleteOptions(
            Propagation.BACKGROUND, OptionalLong.of(0), Optional.empty(), Optional.empty(), false);
    assertThat(registry.resources().delete(type("Pod"), "default", "p", now).gone()).isTrue();
  }

  @Test
  void patchesDoNotPileUpBeyondTheLargestObject() {
    create("ConfigMap", "default", "metadata: {name: a}");
    var half = "x".repeat(Resources.LARGEST_OBJECT / 2);
    UnaryOperator<ObjectNode> grow =
        live -> {
          var data = live.withObject("/data");
          data.put("k" + data.size(), half);
          return live;
        };
    registry.resources().update(type("ConfigMap"), Subresource.NONE, "default", "a", grow, OPTIONS);

    assertThatThrownBy(
            () ->
                registry
                    .resources()
                    .update(type("ConfigMap"), Subresource.NONE, "default", "a", grow, OPTIONS))
        .hasMessage("Request entity too large: limit is 3145728");
  }

  @Test
  void aDryRunWritesNothing() {
    registry.resources().create(type("ConfigMap"), "default", yaml("metadata: {name: a}"), DRY);

    assertThat(find("ConfigMap", "default", "a")).isEmpty();
  }

  @Test
  void onlyAChangeOfTheSpecIsANewGeneration() {
    var set =
        """
        metadata: {name: s, labels: {l: LABEL}}
        spec:
          replicas: REPLICAS
          selector: {matchLabels: {app: s}}
          template: {metadata: {labels: {app: s}}, spec: {containers: [{name: c, image: 'i:1'}]}}
        status: {replicas: 7}
        """;
    create("StatefulSet", "default", set.replace("LABEL", "a").replace("REPLICAS", "1"));

    var labelled = update("StatefulSet", "s", set.replace("LABEL", "b").replace("REPLICAS", "1"));
    assertThat(Metadata.of(labelled).generation()).isEqualTo(1);
    assertThat(labelled.at("/status/replicas").asInt()).isZero();

    var scaled = update("StatefulSet", "s", set.replace("LABEL", "b").replace("REPLICAS", "2"));
    assertThat(Metadata.of(scaled).generation()).isEqualTo(2);
  }

  @Test
  void aServiceKeepsItsAddressesThroughAnUpdateWithoutThem() {
    var service =
        """
        metadata: {name: s}
        spec: {type: LoadBalancer, externalTrafficPolicy: Local, ports: [{port: 143}, {port: 993}]}
        """
            .replace("{port: 143}", "{name: a, port: 143}")
            .replace("{port: 993}", "{name: b, port: 993}");
    var created = create("Service", "default", service);

    assertThat(created.at("/spec/clusterIP").asText()).isEqualTo("127.96.0.1");
    assertThat(created.at("/spec/ports/0/nodePort").asInt()).isEqualTo(30_000);
    assertThat(created.at("/spec/ports/1/nodePort").asInt()).isEqualTo(30_001);
    assertThat(created.at("/spec/healthCheckNodePort").asInt()).isEqualTo(30_002);
    assertThat(update("Service", "s", service)).isEqualTo(created);
  }

  @Test
  void unknownFieldsAreRefusedWarnedOfOrDropped() {
    var object = "{metadata: {name: a}, colour: red}";

    assertThatThrownBy(() -> create("ConfigMap", "default", object))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            refused -> assertThat(refused.reason()).isEqualTo(ApiFailure.Reason.BAD_REQUEST))
        .hasMessageContaining("strict decoding error: unknown field \"colour\"");

    var warn = new WriteOptions("test", FieldValidation.WARN, false, false);
    var written = registry.resources().create(type("ConfigMap"), "default", yaml(object), warn);
    assertThat(written.warnings()).containsExactly("unknown field \"colour\"");
    assertThat(written.object().has("colour")).isFalse();
  }

  private ObjectNode create(String kind, String namespace, String object) {
    return registry.resources().create(type(kind), namespace, yaml(object), OPTIONS).object();
  }

  private ObjectNode update(String kind, String name, String object) {
    return registry
        .resources()
        .update(type(kind), Subresource.NONE, "default", name, live -> yaml(object), OPTIONS)
        .object();
  }

  private Deleted delete(String kind, String namespace, String name, Propagation propagation) {
    var options =
        new DeleteOptions(
            propagation, OptionalLong.empty(), Optional.empty(), Optional.empty(), false);
    return registry.resources().delete(type(kind), namespace, name, options);
  }

  private Optional<ObjectNode> find(String kind, String namespace, String name) {
    return registry.store().get(Resources.key(type(kind), namespace, name));
  }

  private ResourceType type(String kind) {
    return registry.types().all().stream()
        .filter(type -> type.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private static String owned(String name, ObjectNode owner, boolean blocks) {
    return """
        metadata:
          {name: %s, ownerReferences: [{apiVersion: v1, kind: ConfigMap, name: owner, uid: %s, blockOwnerDeletion: %s}]}
        """
        .formatted(name, Metadata.of(owner).uid(), blocks);
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited %s", DEADLINE).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static ObjectNode yaml(String text) {
    try {
      return (ObjectNode) new YAMLMapper().readTree(text);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}

package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Annotations;
import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.RolloutStatus;
import dev.postroom.crds.RolloutStatus.Phase;
import dev.postroom.kubernetes.controller.Controllers;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Servers on a cluster with the StatefulSet's controller and a node, and an operator. */
abstract class RollingCluster {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  static final String ONE =
      "connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}\n";

  static final String THREE = ONE + "replicas: 3\nstorage: {accessMode: ReadWriteMany}\n";

  final ShiftedClock clock = new ShiftedClock();
  private Cluster cluster;
  MailServer mail;
  private Controllers controllers;
  FakeKubelet kubelet;
  Operator operator;

  @BeforeEach
  void start() {
    cluster = new Cluster();
    mail = new MailServer(cluster.mail().client(), "default");
    controllers = new Controllers(client(), Clock.systemUTC());
    kubelet = new FakeKubelet(client());
  }

  @AfterEach
  void stop() throws Exception {
    if (operator != null) {
      operator.stop();
    }
    kubelet.close();
    controllers.close();
    cluster.close();
  }

  void serve(String spec) {
    mail.create(spec);
    start(Map.of());
    await(() -> assertThat(ready().reason()).isEqualTo("Serving"));
    kubelet.forget();
  }

  void start(Map<String, String> settings) {
    operator = OperatorStart.with(cluster.operators(), clock, settings);
  }

  void create(String name, String spec) {
    var server = Servers.server(spec);
    server.getMetadata().setName(name);
    server.getMetadata().setUid(null);
    server.getMetadata().setGeneration(null);
    client().resource(server).create();
  }

  void edit(String spec) {
    edit("mail", spec);
  }

  void edit(String name, String spec) {
    patch(name, client().getKubernetesSerialization().asJson(Map.of("spec", Servers.spec(spec))));
  }

  void annotate(String value) {
    patch(
        "mail",
        "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(Annotations.RESTART, value));
  }

  void patch(String name, String json) {
    client()
        .resources(ImapServer.class)
        .inNamespace("default")
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  KubernetesClient client() {
    return mail.client();
  }

  ImapServer server(String name) {
    return client().resources(ImapServer.class).inNamespace("default").withName(name).get();
  }

  Optional<Condition> condition(String type) {
    return Optional.ofNullable(mail.get().getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  Condition ready() {
    return condition("Ready").orElseThrow(() -> new AssertionError("no condition yet"));
  }

  RolloutStatus rollout(String name) {
    return server(name).getStatus().rollout();
  }

  /** Seen of the newest specification. */
  void awaitPhase(String name, Phase phase) {
    await(
        () -> {
          var found = server(name);
          assertThat(found.getStatus()).isNotNull();
          assertThat(found.getStatus().observedGeneration())
              .isEqualTo(found.getMetadata().getGeneration());
          assertThat(found.getStatus().rollout().phase()).isEqualTo(phase);
        });
  }

  List<Pod> pods() {
    return client().pods().inNamespace("default").list().getItems();
  }

  List<String> servingPods() {
    return pods().stream()
        .filter(
            pod ->
                pod.getStatus() != null
                    && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")))
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  List<String> images() {
    return pods().stream().map(pod -> pod.getSpec().getContainers().getFirst().getImage()).toList();
  }

  List<String> events(String reason) {
    return client().v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> event.getReason().equals(reason))
        .map(Event::getMessage)
        .toList();
  }

  void await(ThrowingRunnable assertion) {
    Awaitility.await().atMost(PATIENCE).pollInterval(POLL).untilAsserted(assertion);
  }
}

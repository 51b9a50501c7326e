package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Services of a server while its specification changes, against the stand-in API server. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ServiceLifeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REST =
      "connections: {perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}\n";

  @AutoClose private final StandIn cluster = StandIn.operated();
  private final KubernetesClient client = cluster.client();

  @Test
  void aLoadBalancerBecomesAnInnerServiceAndNothingOfItIsLeft() {
    apply(
        """
        service:
          type: LoadBalancer
          imapNodePort: 30143
          loadBalancerClass: example.com/nlb
          loadBalancerSourceRanges: [203.0.113.0/24]
        """);
    var before = await("mail", service -> service.getSpec().getHealthCheckNodePort() != null);
    assertThat(before.getSpec().getPorts()).extracting(ServicePort::getNodePort).contains(30143);

    apply("service: {type: ClusterIP}\n");

    var spec = await("mail", service -> service.getSpec().getType().equals("ClusterIP")).getSpec();
    assertThat(spec.getClusterIP()).isEqualTo(before.getSpec().getClusterIP());
    assertThat(spec.getPorts()).extracting(ServicePort::getNodePort).containsOnlyNulls();
    assertThat(spec.getExternalTrafficPolicy()).isNull();
    assertThat(spec.getHealthCheckNodePort()).isNull();
    assertThat(spec.getAllocateLoadBalancerNodePorts()).isNull();
    assertThat(spec.getLoadBalancerClass()).isNull();
    assertThat(spec.getLoadBalancerSourceRanges()).isEmpty();
  }

  @Test
  void addressesAreKeptTogetherWhileThereAreSeveralPods() {
    apply("replicas: 2\nstorage: {existingClaim: mail}\n");
    var several = await("mail-cluster", service -> affinity(service).equals("ClientIP"));
    assertThat(several.getSpec().getSessionAffinityConfig().getClientIP().getTimeoutSeconds())
        .isEqualTo(10_800);

    apply("replicas: 1\nstorage: {existingClaim: mail}\n");

    var one = await("mail-cluster", service -> affinity(service).equals("None"));
    assertThat(one.getSpec().getSessionAffinityConfig()).isNull();
    await("mail", service -> affinity(service).equals("None"));
  }

  @Test
  void theProxyProtocolIsSwitchedOnWithoutTouchingServicesOrPods() {
    apply("service: {type: LoadBalancer}\n");
    await("mail-cluster", Objects::nonNull);
    var set = client.apps().statefulSets().inNamespace("default").withName("mail");
    Awaitility.await().atMost(PATIENCE).until(() -> set.get() != null);
    var settled = versions();
    long generation = set.get().getMetadata().getGeneration();

    apply("service: {type: LoadBalancer, proxyProtocol: {trustedProxies: [10.0.0.0/28]}}\n");

    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                client
                    .configMaps()
                    .inNamespace("default")
                    .withName("mail-config")
                    .get()
                    .getData()
                    .get("imapd")
                    .contains("POSTROOM_TRUSTED_PROXIES=10.0.0.0/28"));
    assertThat(versions()).isEqualTo(settled);
    assertThat(set.get().getMetadata().getGeneration()).isEqualTo(generation);
  }

  @Test
  void whatTheApiServerFillsInIsNotWrittenAgain() throws IOException {
    apply("service: {type: LoadBalancer, ipFamilyPolicy: SingleStack, ipFamilies: [IPv4]}\n");
    await("mail-cluster", Objects::nonNull);
    try (var pod = new FakePod(client)) {
      pod.reports(reports -> reports.peer("203.0.113.7", 2));
      Awaitility.await().atMost(PATIENCE).until(() -> pod.asked() > 1);
      var settled = versions();
      int asked = pod.asked();
      Awaitility.await().atMost(PATIENCE).until(() -> pod.asked() >= asked + 4);
      assertThat(versions()).isEqualTo(settled);
    }
  }

  private List<String> versions() {
    return client.services().inNamespace("default").list().getItems().stream()
        .map(s -> s.getMetadata().getName() + "=" + s.getMetadata().getResourceVersion())
        .sorted()
        .toList();
  }

  private static String affinity(Service service) {
    return service.getSpec().getSessionAffinity();
  }

  private Service await(String name, Predicate<Service> expected) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> client.services().inNamespace("default").withName(name).get(),
            service -> service != null && expected.test(service));
  }

  /** As a person would by {@code kubectl apply --server-side}. */
  private void apply(String spec) {
    client
        .resource(
            Serialization.unmarshal(
                "apiVersion: postroom.dev/v1alpha1\nkind: ImapServer\n"
                    + "metadata: {name: mail, namespace: default}\nspec:\n"
                    + (spec + REST).indent(2),
                GenericKubernetesResource.class))
        .fieldManager("person")
        .serverSideApply();
  }
}

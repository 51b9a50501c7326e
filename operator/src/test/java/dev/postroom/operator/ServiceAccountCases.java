package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.desired.ForeignKind;
import dev.postroom.operator.running.Leadership;
import dev.postroom.operator.running.LeaseTimes;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The operator as the chart's ServiceAccount, where an API server enforces what that may: it makes
 * and raises all, and is refused nothing. A subclass says which API that is.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
abstract class ServiceAccountCases {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OFFICE = "203.0.113.7";

  /** Everything that a server can ask for, and what it can do without afterwards. */
  private static final String ALL =
      """
      tls: {issuerRef: {name: ca}, dnsNames: [mail.example.org]}
      monitoring: {enabled: true}
      connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}
      """;

  private static final String LESS =
      """
      networkPolicy: {enabled: false}
      connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}
      """;

  private static ApiUnderTest api;
  private static Config config;

  private final RefusedRequests refused = new RefusedRequests();
  private MailServer mail;
  private ChartRoles roles;

  static void connect(Config administrator) {
    config = administrator;
    api = new ApiUnderTest(administrator);
    ForeignDefinitions.create(api.client());
  }

  static void disconnect() {
    if (api != null) {
      api.close();
      api = null;
    }
  }

  @BeforeEach
  void begin() {
    mail = new MailServer(api.client(), api.namespace());
    roles = new ChartRoles(api.client(), mail.namespace());
  }

  @AfterEach
  void end() {
    roles.close();
    // Where no controller empties namespaces, the next case's operator would find it.
    mail.delete();
    api.forget(mail.namespace());
  }

  @Test
  void nothingIsRefusedInAllNamespaces() throws IOException {
    roles.inAllNamespaces();
    operate(Set.of());

    assertThat(refused.refused()).isEmpty();
  }

  @Test
  void nothingIsRefusedInTheNamespacesOfAList() throws IOException {
    roles.in(mail.namespace()).withNodes();
    operate(Set.of(mail.namespace()));

    assertThat(refused.refused()).isEmpty();
  }

  @Test
  void withoutNodesOnlyTheirListIsRefusedAndToldOf() throws IOException {
    roles.in(mail.namespace());
    operate(Set.of(mail.namespace()));

    assertThat(refused.refused()).containsExactly("GET /api/v1/nodes");
    assertThat(mail.message("SourceAddressTrusted")).contains("the operator may not list nodes");
  }

  @Test
  void aLeaseIsKeptInItsOwnNamespace() throws IOException {
    roles.withLease("postroom-operator");
    var leading = new AtomicBoolean();
    try (var lease =
        new Leadership(
            serviceAccount(),
            mail.namespace(),
            "postroom-operator",
            "a",
            new LeaseTimes(Duration.ofSeconds(15), Duration.ofSeconds(8), Duration.ofMillis(50)),
            () -> leading.set(true),
            () -> {})) {
      lease.start();
      var leases =
          api.client().leases().inNamespace(mail.namespace()).withName("postroom-operator");
      await(
          () -> {
            assertThat(leading).isTrue();
            assertThat(leases.get().getSpec().getRenewTime())
                .isAfter(leases.get().getSpec().getAcquireTime());
          });
    }
    assertThat(refused.refused()).isEmpty();
  }

  /** From the first look at a server to a raise, and to what it needs no more. */
  private void operate(Set<String> namespaces) throws IOException {
    try (var operators = serviceAccount()) {
      mail.create(ALL);
      var operator = OperatorStart.with(operators, namespaces, new SimpleMeterRegistry());
      try (var pod = new FakePod(mail.client(), mail.namespace())) {
        pod.reports(reports -> reports.refused(OFFICE, limit(), 12));
        eachForeignKind("Certificate", "PodMonitor", true);
        await(() -> assertThat(limit()).isGreaterThanOrEqualTo(16));
        await(() -> assertThat(mail.events()).isNotEmpty());

        mail.client()
            .resources(ImapServer.class)
            .inNamespace(mail.namespace())
            .withName("mail")
            .edit(
                server -> {
                  server.setSpec(Servers.spec(LESS));
                  return server;
                });

        eachForeignKind("Certificate", "PodMonitor", false);
        await(() -> assertThat(mail.message("ObjectsApplied")).isNotEmpty());
      } finally {
        operator.stop();
      }
    }
  }

  private void eachForeignKind(String one, String other, boolean there) {
    for (var kind : ForeignKind.ALL) {
      if (kind.kind().equals(one) || kind.kind().equals(other)) {
        var objects =
            mail.client()
                .genericKubernetesResources(kind.group() + "/" + kind.version(), kind.kind())
                .inNamespace(mail.namespace());
        await(() -> assertThat(objects.list().getItems()).hasSize(there ? 1 : 0));
      }
    }
  }

  private int limit() {
    return mail.servedLimit(OFFICE).orElse(4);
  }

  private KubernetesClient serviceAccount() {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(config)
                .withClientCertData(null)
                .withClientCertFile(null)
                .withClientKeyData(null)
                .withClientKeyFile(null)
                .withOauthToken(roles.token())
                .withAutoOAuthToken(null)
                .build())
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("refused", refused))
        .build();
  }

  private static void await(ThrowingRunnable assertion) {
    Awaitility.await().atMost(PATIENCE).untilAsserted(assertion);
  }
}

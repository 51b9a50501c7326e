package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.operator.running.Leadership;
import dev.postroom.operator.running.LeaseTimes;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The chart allows the operator what it asks for, and nothing else. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PermissionsTest {

  private static final Path CHART = Path.of("..", "helm", "postroom", "files", "permissions.yaml");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OFFICE = "203.0.113.7";
  private static final int LIMIT = 4;

  private static final String SPEC =
      """
      users: {userdbSecretName: mail-users}
      tls: {secretName: mail-tls}
      connections: {maximum: 400, perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}
      """;

  /** Everything that a server can ask for, */
  private static final String ALL =
      SPEC.replace("secretName: mail-tls", "issuerRef: {name: ca}, dnsNames: [mail.example.org]")
          + """
          storage: {existingClaim: old-mail}
          monitoring: {enabled: true}
          """;

  /** the other of what it can choose between, and nothing that it can do without. */
  private static final String OTHER =
      SPEC
          + """
          networkPolicy: {enabled: false}
          monitoring: {enabled: true, kind: ServiceMonitor}
          """;

  private final AskedPermissions permissions = new AskedPermissions();

  /**
   * From the first look at an ImapServer, whose StatefulSet has to be made anew, to a limit that is
   * raised and brought to the pod, and a stuck pod that gives way.
   */
  @Test
  void theChartAllowsWhatTheOperatorAsksForAndNothingElse() throws IOException {
    try (var api = ApiServer.start();
        var user = client(api).build();
        var operators =
            client(api)
                .withHttpClientBuilderConsumer(
                    http -> http.addOrReplaceInterceptor("permissions", permissions))
                .build()) {
      createDefinition(user);
      ForeignDefinitions.create(user);
      Servers.put(user, ALL);
      user.resource(OldStatefulSets.inOrder(user.resource(Servers.server(ALL)).get())).create();
      var operator = OperatorStart.with(operators);
      try (var pod = new FakePod(user)) {
        pod.reports(reports -> reports.refused(OFFICE, LIMIT, 12));
        StuckPod.create(user);
        awaitAsked(
            "create certificates.cert-manager.io", "create podmonitors.monitoring.coreos.com");
        Servers.put(user, OTHER);
        awaitAsked("create servicemonitors.monitoring.coreos.com");
        Servers.put(user, SPEC);

        Awaitility.await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(permissions.asked()).isEqualTo(allowed(CHART)));
      } finally {
        operator.stop();
      }
      assertThat(permissions.asked()).isEqualTo(allowed(CHART));
    }
  }

  @Test
  void whereThereAreSeveralReplicasItMayKeepALeaseToo() throws IOException {
    try (var api = ApiServer.start();
        var lease =
            new Leadership(
                client(api)
                    .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("permissions", permissions))
                    .build(),
                "default",
                "postroom-operator",
                "a",
                new LeaseTimes(
                    Duration.ofSeconds(15), Duration.ofSeconds(8), Duration.ofMillis(50)),
                () -> {},
                () -> {})) {
      lease.start();
      var allowed = allowed(CHART.resolveSibling("lease-permissions.yaml"));

      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(permissions.asked()).isEqualTo(allowed));
    }
  }

  private static KubernetesClientBuilder client(ApiServer api) {
    return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(api.kubeconfig()));
  }

  private static void createDefinition(KubernetesClient client) {
    ImapServerKind.define(client);
  }

  private void awaitAsked(String... wanted) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(permissions.asked()).extracting(Permission::toString).contains(wanted));
  }

  private static NavigableSet<Permission> allowed(Path file) throws IOException {
    var rules = Serialization.unmarshal(Files.readString(file), PolicyRule[].class);
    return Stream.of(rules).flatMap(Permission::of).collect(Collectors.toCollection(TreeSet::new));
  }
}

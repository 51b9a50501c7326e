package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.operator.running.OperatorLife;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.arc.Arc;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The operator as it is packaged: with a Lease, for two namespaces, and a newer definition. */
@QuarkusTest
@QuarkusTestResource(value = RunningTest.Cluster.class, restrictToAnnotatedClass = true)
class RunningTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject OperatorLife life;
  @Inject KubernetesClient client;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  /** Quarkus goes on after this class; a Lease that is lost later would end all tests with it. */
  @AfterAll
  static void end() {
    Arc.container().instance(OperatorLife.class).get().end();
  }

  @Test
  void itActsWithTheLeaseAndLooksAfterItsNamespacesOnly() throws Exception {
    await(() -> life.phase() == OperatorLife.Phase.ACTING);
    assertThat(
            client
                .leases()
                .inNamespace("postroom")
                .withName("postroom-operator")
                .get()
                .getSpec()
                .getHolderIdentity())
        .isNotBlank();

    create("theirs");
    create("ours");

    await(() -> configuration("ours").isPresent());
    assertThat(server("ours"))
        .as("fields that it does not know")
        .contains("ofNextVersion: \"new\"");
    assertThat(configuration("theirs")).isEmpty();
    assertThat(get("/q/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/q/health/ready").body()).contains("\"phase\": \"acting\"");
    assertThat(get("/q/metrics").body())
        .contains("postroom_acting 1.0")
        .containsPattern("postroom_servers [12]\\.0")
        .containsPattern("postroom_api_requests_total\\{code=\"201\",method=\"POST\"\\}")
        .contains("reconciliations_queue")
        .contains("reconciliations_started_total")
        .doesNotContain("\"ours\"")
        .doesNotContain("\"mail\"");
  }

  @Test
  void aLineAboutAServerIsJsonAndSaysWhich() throws IOException {
    try (var lines = new JsonLines()) {
      create("mine");
      await(() -> configuration("mine").isPresent());

      client
          .configMaps()
          .inNamespace("mine")
          .withName("mail-config")
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"imapd\":\"MAXDAEMONS=1\"}}");

      await(() -> lines.all().stream().anyMatch(line -> line.contains("DriftRepaired")));
      var line =
          new ObjectMapper()
              .readTree(
                  lines.all().stream()
                      .filter(text -> text.contains("DriftRepaired"))
                      .findFirst()
                      .get());
      assertThat(line.at("/level").asText()).isEqualTo("INFO");
      assertThat(line.at("/mdc/resource.namespace").asText()).isEqualTo("mine");
      assertThat(line.at("/mdc/resource.name").asText()).isEqualTo("mail");
    }
  }

  private void create(String namespace) {
    client.resource(Servers.unsaved(namespace, "{}")).create();
  }

  private String server(String namespace) {
    return Serialization.asYaml(
        client
            .genericKubernetesResources("postroom.dev/v1alpha1", "ImapServer")
            .inNamespace(namespace)
            .withName("mail")
            .get());
  }

  private Optional<?> configuration(String namespace) {
    return Optional.ofNullable(
        client.configMaps().inNamespace(namespace).withName("mail-config").get());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(PATIENCE).until(condition);
  }

  /** A stand-in with the CRD and three namespaces. */
  public static final class Cluster implements QuarkusTestResourceLifecycleManager {

    private ApiServer api;

    @Override
    public Map<String, String> start() {
      api = ApiServer.start();
      try (var client =
          new KubernetesClientBuilder()
              .withConfig(Config.fromKubeconfig(api.kubeconfig()))
              .build()) {
        client.resource(newer(ImapServerKind.definition())).create();
        for (var name : new String[] {"postroom", "ours", "mine", "theirs"}) {
          client
              .resource(Serialization.unmarshal("metadata:\n  name: " + name, Namespace.class))
              .create();
        }
      }
      return Map.of(
          "quarkus.kubernetes-client.api-server-url",
          api.url(),
          "quarkus.http.test-port",
          "0",
          "postroom.log.json",
          "true",
          "postroom.namespaces",
          "ours,mine",
          "postroom.leader-election.enabled",
          "true",
          "postroom.leader-election.namespace",
          "postroom");
    }

    /** An upgrade brings the definition first, and its defaults into every server. */
    private static CustomResourceDefinition newer(CustomResourceDefinition definition) {
      var spec =
          field(
              definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema(),
              "spec");
      for (var parent : List.of(spec, field(field(spec, "connections"), "perAddress"))) {
        var added =
            new JSONSchemaPropsBuilder().withType("string").withDefault(TextNode.valueOf("new"));
        parent.getProperties().put("ofNextVersion", added.build());
      }
      return definition;
    }

    private static JSONSchemaProps field(JSONSchemaProps of, String name) {
      return of.getProperties().get(name);
    }

    @Override
    public void stop() {
      api.close();
    }
  }
}

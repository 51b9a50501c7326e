package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Servers that are stored under an older definition when today's takes its place. The stand-in does
 * not play this: it fills in defaults when an object is written, a real API server when it is read
 * too.
 */
@OnKubeApiServer
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KubeApiServerDefinitionUpgradeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OLDER = "/definitions/1-before-object-defaults.yaml";
  private static final Path EVERYTHING = Path.of("..", "docs", "examples", "everything.yaml");

  private TestApi.Running api;
  private KubernetesClient client;

  @BeforeEach
  void start() {
    api = TestApi.KUBE_API_SERVER.start();
    client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(api.kubeconfig())).build();
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void whatIsStoredUnderAnOlderDefinitionIsReadAndWrittenUnderTodays() throws IOException {
    Definitions.establish(
        client,
        Serialization.unmarshal(
            getClass().getResourceAsStream(OLDER), CustomResourceDefinition.class));
    var everything =
        Serialization.unmarshal(Files.readString(EVERYTHING), GenericKubernetesResource.class);
    everything.getMetadata().setName("everything");
    everything.getMetadata().setNamespace("default");
    var servers = List.of(everything, StandIn.written("minimal", "{}"));
    servers.forEach(server -> client.resource(server).create());
    assertThat(spec("minimal").has("connections")).isFalse();
    var before = servers.stream().map(server -> spec(name(server))).toList();

    ImapServerKind.define(client);

    // An API server serves the new definition some time after it has it.
    Awaitility.await().atMost(PATIENCE).until(() -> spec("minimal").has("connections"));
    for (int each = 0; each < servers.size(); each++) {
      assertHolds(spec(name(servers.get(each))), before.get(each), name(servers.get(each)));
    }
    var operator = OperatorStart.with(client);
    try {
      for (var server : servers) {
        edit(name(server));
        Awaitility.await().atMost(PATIENCE).until(() -> isWritten(name(server)));
      }
    } finally {
      operator.stop();
    }
  }

  /** All that was there is there still; defaults may have come. */
  private static void assertHolds(JsonNode now, JsonNode before, String path) {
    if (before.isObject()) {
      before
          .properties()
          .forEach(
              field ->
                  assertHolds(
                      now.path(field.getKey()), field.getValue(), path + "." + field.getKey()));
    } else if (before.isArray()) {
      assertThat(now.size()).as(path).isEqualTo(before.size());
      for (int each = 0; each < before.size(); each++) {
        assertHolds(now.path(each), before.path(each), path + "[" + each + "]");
      }
    } else {
      assertThat(now).as(path).isEqualTo(before);
    }
  }

  private void edit(String name) {
    var server = client.resources(ImapServer.class).inNamespace("default").withName(name);
    server.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        "{\"spec\":{\"imapd\":{\"IMAP_IDLE_TIMEOUT\":\"61\"}}}");
  }

  /** By the user, and by the operator after that. */
  private boolean isWritten(String name) {
    var server = client.resources(ImapServer.class).inNamespace("default").withName(name).get();
    return "61".equals(server.getSpec().imapd().get("IMAP_IDLE_TIMEOUT"))
        && server.getStatus() != null
        && server.getMetadata().getGeneration().equals(server.getStatus().observedGeneration());
  }

  private JsonNode spec(String name) {
    var stored =
        client
            .genericKubernetesResources("postroom.dev/v1alpha1", "ImapServer")
            .inNamespace("default")
            .withName(name)
            .get();
    return client.getKubernetesSerialization().convertValue(stored, JsonNode.class).path("spec");
  }

  private static String name(GenericKubernetesResource server) {
    return server.getMetadata().getName();
  }
}

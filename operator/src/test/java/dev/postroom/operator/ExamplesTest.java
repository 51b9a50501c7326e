package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each of {@code docs/examples} is applied as it stands, and the operator finds nothing to object
 * to.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "docs", "examples");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What an example says in a comment, as it cannot stand beside what it has instead. */
  private static final Set<String> ALTERNATIVES =
      Set.of("spec.users.mysqlSecretName", "spec.tls.clientCa.secretName");

  /** Fields that Kubernetes defines the inside of. */
  private static final Set<String> FOREIGN =
      Set.of(
          "spec.networkPolicy.managementFrom",
          "spec.pod.affinity",
          "spec.pod.resources",
          "spec.pod.tolerations",
          "spec.pod.topologySpreadConstraints");

  @AutoClose private final StandIn cluster = new StandIn(api());
  private final KubernetesClient client = cluster.client();

  TestApi api() {
    return TestApi.STAND_IN;
  }

  @BeforeAll
  void start() {
    ForeignDefinitions.create(client);
    cluster.operate();
  }

  static List<Path> examples() {
    try (var files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleIsTakenAndFoundValid(Path example) throws IOException {
    var namespace = example.getFileName().toString().replace(".yaml", "");
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    prerequisites(namespace);

    for (var object : objects(example)) {
      object.getMetadata().setNamespace(namespace);
      client.resource(object).fieldManager("kubectl").forceConflicts().serverSideApply();
    }

    var server = client.resources(ImapServer.class).inNamespace(namespace).withName("mail");
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(status(server.get())).isEqualTo("True"));
    server.patch(
        PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"looked\":\"at\"}}}");
  }

  /** What the examples' comments say has to be there. */
  private void prerequisites(String namespace) {
    var now = Instant.now();
    var issued =
        Issued.of(
            now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(90)), "webmail.example.com");
    var tls = Map.of("tls.crt", issued.certificate(), "tls.key", issued.key());
    Stream.of(
            secret("mail-users", Map.of("userdb", "anna@example.com\thome=/var/mail/anna\n")),
            secret("mail-tls", tls),
            secret("webmail-tls", tls))
        .forEach(secret -> client.resource(secret).inNamespace(namespace).create());
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("client-ca")
                .endMetadata()
                .withData(Map.of("ca.crt", issued.certificate()))
                .build())
        .inNamespace(namespace)
        .create();
  }

  private static Secret secret(String name, Map<String, String> texts) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withStringData(texts)
        .build();
  }

  private List<HasMetadata> objects(Path example) throws IOException {
    try (var text = Files.newInputStream(example)) {
      return client.load(text).items();
    }
  }

  /** Of ConfigurationValid, or its message where it is not True. */
  private static String status(ImapServer server) {
    if (server.getStatus() == null) {
      return "none yet";
    }
    return server.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals("ConfigurationValid"))
        .findFirst()
        .map(
            condition -> condition.status() == Condition.Status.True ? "True" : condition.message())
        .orElse("none yet");
  }

  @Test
  void eachSaysForWhomItIsAndIsListed() throws IOException {
    var list = Files.readString(EXAMPLES.resolve("README.md"));
    for (var example : examples()) {
      var name = example.getFileName().toString();
      assertThat(Files.readString(example)).as(name).startsWith("# For ");
      assertThat(list).contains("[" + name.replace(".yaml", "") + "](" + name + ")");
    }
  }

  /** So that whoever wonders how a field is written finds it; what others define is another's. */
  @Test
  void everyFieldIsInOneOfThem() throws IOException {
    var specs = new ArrayList<JsonNode>();
    for (var example : examples()) {
      for (var document : Files.readString(example).split("\n---\n")) {
        var object = Serialization.unmarshal(document, JsonNode.class);
        if (object.path("kind").asText().equals("ImapServer")) {
          specs.add(object.path("spec"));
        }
      }
    }
    var crd = ImapServerKind.definition();
    var schema = crd.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();

    assertThat(missing("spec", schema.getProperties().get("spec"), specs))
        .containsExactlyInAnyOrderElementsOf(ALTERNATIVES);
  }

  private static Stream<String> missing(
      String path, JSONSchemaProps schema, List<JsonNode> values) {
    if (values.isEmpty()) {
      return Stream.of(path);
    }
    if (FOREIGN.contains(path)) {
      return Stream.of();
    }
    if (schema.getItems() != null) {
      return missing(
          path + "[]",
          schema.getItems().getSchema(),
          values.stream().flatMap(JsonNode::valueStream).toList());
    }
    return schema.getProperties().entrySet().stream()
        .flatMap(
            field ->
                missing(
                    path + "." + field.getKey(),
                    field.getValue(),
                    values.stream()
                        .filter(value -> value.has(field.getKey()))
                        .map(value -> value.get(field.getKey()))
                        .toList()));
  }
}

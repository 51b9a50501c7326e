package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.postroom.kubernetes.api.ApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the chart makes is applied to the stand-in API server as {@code kubectl apply --server-side}
 * would. Not by Helm itself, which keeps its releases in protobuf, and the stand-in reads JSON.
 */
class AppliedChartTest {

  /** Who applies. */
  private static final String FIELD_MANAGER = "helm";

  /** Kinds that are the Prometheus Operator's, which the stand-in does not have. */
  private static final String MONITORING = "apiVersion: monitoring.coreos.com/";

  @TempDir static Path scratch;

  private static ApiServer api;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    api = ApiServer.start();
    client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(api.kubeconfig())).build();
    for (var name : List.of(Chart.NAMESPACE, "team-a")) {
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
    }
    apply(Chart.file(scratch, "", "templates/crd.yaml"));
  }

  @AfterAll
  static void stop() {
    client.close();
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{replicas: 3, networkPolicy: {enabled: true}, dashboard: {enabled: true}}",
        "{watchNamespaces: [mail, team-a], testServer: {enabled: true}}",
        "{leaderElection: {enabled: false}, crds: {keep: false}, serviceAccount: {name: mailer}}",
      })
  void kubernetesAcceptsAllOfItForEachSetOfValues(String values) {
    for (var rendered : Chart.render(scratch, values)) {
      assertThatCode(() -> apply(rendered.text())).as(rendered.source()).doesNotThrowAnyException();
    }
  }

  @Test
  void kubernetesAcceptsAllThatCanBeSet() throws IOException {
    for (var rendered :
        Chart.render(
            scratch,
            Files.readString(Path.of("src/test/resources/dev/postroom/helm/all.values.yaml")))) {
      if (!rendered.text().contains(MONITORING)) {
        assertThatCode(() -> apply(rendered.text()))
            .as(rendered.source())
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void kubernetesAcceptsTheServerThatTheNotesTellToMake() {
    var notes = Chart.notes(scratch, "").stripIndent();
    int begin = notes.indexOf("<<'END'\n") + "<<'END'\n".length();
    var server = apply(notes.substring(begin, notes.indexOf("     END\n")).stripIndent());

    assertThat(server.getKind()).isEqualTo("ImapServer");
    assertThat(server.getMetadata().getGeneration()).isEqualTo(1);
  }

  /** It knows by the server's OpenAPI which fields there are. */
  @Test
  void kubectlFindsNoFieldThatItDoesNotKnow() throws IOException, InterruptedException {
    Assumptions.assumeThat(System.getenv("PATH").split(":"))
        .as("there is no kubectl on the PATH")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
    var manifest =
        Chart.render(
                scratch,
                "{replicas: 2, networkPolicy: {enabled: true}, dashboard: {enabled: true},"
                    + " testServer: {enabled: true}}")
            .stream()
            .map(Chart.Rendered::text)
            .collect(Collectors.joining("---\n"));
    var builder =
        new ProcessBuilder(
                "kubectl",
                "--kubeconfig",
                Files.writeString(scratch.resolve("kubeconfig"), api.kubeconfig()).toString(),
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                Files.writeString(scratch.resolve("manifest.yaml"), manifest).toString())
            .redirectErrorStream(true);
    builder.environment().put("HOME", scratch.toString());
    var kubectl = builder.start();
    kubectl.getOutputStream().close();
    var output = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(kubectl.waitFor()).as(output).isZero();
    assertThat(output.lines()).allMatch(line -> line.endsWith("(server dry run)"));
  }

  @Test
  void aNewVersionOfTheChartBringsNewFieldsOfImapServersWithIt() {
    var crd = Chart.file(scratch, "", "templates/crd.yaml");
    apply(crd.replace("turnedAway:", "turnedOff:"));

    apply(crd);

    var stored =
        client
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("imapservers.postroom.dev")
            .get();
    assertThat(Serialization.asYaml(stored)).contains("turnedAway:").doesNotContain("turnedOff:");
  }

  private static GenericKubernetesResource apply(String yaml) {
    return client
        .resource(Serialization.unmarshal(yaml, GenericKubernetesResource.class))
        .fieldValidation(Validation.STRICT)
        .fieldManager(FIELD_MANAGER)
        .serverSideApply();
  }
}

package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import dev.postroom.kubernetes.upstream.UpstreamApiServer;
import dev.postroom.kubernetes.upstream.UpstreamBinaries;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Helm's own install, upgrade and uninstall against kube-apiserver: whether it takes all that the
 * chart makes, and what is left. No node is there, so nothing of it runs; {@code make tour} plays
 * that on a whole cluster.
 */
@EnabledIfEnvironmentVariable(
    named = UpstreamBinaries.VARIABLE,
    matches = ".+",
    disabledReason = UpstreamBinaries.MISSING)
class HelmReleaseTest {

  private static final String CRD = "imapservers.postroom.dev";
  private static final String OPERATOR = "postroom-operator";

  @TempDir Path directory;

  private UpstreamApiServer server;
  private KubernetesClient client;
  private Path kubeconfig;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    server = UpstreamApiServer.start(UpstreamBinaries.ofEnvironment(), directory);
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.kubeconfig()))
            .build();
    kubeconfig = Files.writeString(directory.resolve("kubeconfig"), server.kubeconfig());
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    if (client != null) {
      client.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void anUpgradeChangesOperatorAndDefinitionAndUninstallingLeavesServersAndTheirDefinition() {
    var installed =
        new Helm(Chart.DIRECTORY)
            .install()
            .withName(Chart.RELEASE)
            .withNamespace(Chart.NAMESPACE)
            .createNamespace()
            .withKubeConfig(kubeconfig)
            .set("image.repository", "registry.example.org/postroom/operator")
            .call();

    assertThat(installed.getStatus()).isEqualTo("deployed");
    assertThat(replicas()).isEqualTo(1);
    makeServer();
    // As an older chart had it: without a description that this one has.
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(CRD)
        .edit(
            crd -> {
              var spec =
                  crd.getSpec()
                      .getVersions()
                      .getFirst()
                      .getSchema()
                      .getOpenAPIV3Schema()
                      .getProperties()
                      .get("spec");
              spec.setDescription("Older.");
              return crd;
            });

    var upgraded =
        new Helm(Chart.DIRECTORY)
            .upgrade()
            .withName(Chart.RELEASE)
            .withNamespace(Chart.NAMESPACE)
            .resetThenReuseValues()
            .withKubeConfig(kubeconfig)
            .set("replicas", "2")
            .call();

    assertThat(upgraded.getRevision()).isEqualTo("2");
    assertThat(replicas()).isEqualTo(2);
    assertThat(image()).startsWith("registry.example.org/postroom/operator:");
    assertThat(definition()).doesNotContain("Older.");

    Helm.uninstall(Chart.RELEASE).withNamespace(Chart.NAMESPACE).withKubeConfig(kubeconfig).call();

    assertThat(operator()).isNull();
    assertThat(client.rbac().clusterRoles().withLabel("app.kubernetes.io/name", "postroom").list())
        .satisfies(left -> assertThat(left.getItems()).isEmpty());
    assertThat(
            client
                .genericKubernetesResources("postroom.dev/v1alpha1", "ImapServer")
                .inNamespace("default")
                .withName("mail")
                .get())
        .isNotNull();
  }

  private void makeServer() {
    client
        .resource(
            Serialization.unmarshal(
                """
                apiVersion: postroom.dev/v1alpha1
                kind: ImapServer
                metadata: {name: mail, namespace: default}
                spec: {}
                """,
                GenericKubernetesResource.class))
        .create();
  }

  private String definition() {
    var crd = client.apiextensions().v1().customResourceDefinitions().withName(CRD).get();
    return Serialization.asYaml(crd);
  }

  private Deployment operator() {
    return client.apps().deployments().inNamespace(Chart.NAMESPACE).withName(OPERATOR).get();
  }

  private int replicas() {
    return operator().getSpec().getReplicas();
  }

  private String image() {
    return operator().getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }
}

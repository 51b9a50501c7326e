package dev.postroom.office.stage;

import dev.postroom.crds.ImapServer;
import dev.postroom.office.play.Person;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a user of the cluster would apply. */
final class Manifests {

  static final String NAMESPACE = "default";
  static final String NAME = "mail";
  private static final Duration ESTABLISHED = Duration.ofSeconds(20);

  private final KubernetesClient client;

  Manifests(KubernetesClient client) {
    this.client = client;
  }

  /** Applies the definitions in a directory and waits until they are served. */
  void applyDefinitions(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.yaml")) {
      for (Path file : files) {
        client.resource(Files.readString(file)).serverSideApply();
      }
    }
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("imapservers." + ImapServer.GROUP)
        .waitUntilCondition(
            crd ->
                crd != null
                    && crd.getStatus() != null
                    && crd.getStatus().getConditions().stream()
                        .anyMatch(
                            c -> "Established".equals(c.getType()) && "True".equals(c.getStatus())),
            ESTABLISHED.toSeconds(),
            TimeUnit.SECONDS);
  }

  void applySecrets(List<Person> people, SelfSigned certificate) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("mail-users")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .addToStringData("userdb", UserdbText.of(people))
                .build())
        .serverSideApply();
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("mail-tls")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .addToStringData("tls.crt", certificate.certificate())
                .addToStringData("tls.key", certificate.key())
                .build())
        .serverSideApply();
  }

  void applyServer() throws IOException {
    try (InputStream yaml = Manifests.class.getResourceAsStream("imapserver.yaml")) {
      client.load(yaml).serverSideApply();
    }
  }
}

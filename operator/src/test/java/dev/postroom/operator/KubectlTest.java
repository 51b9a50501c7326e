package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** ImapServers as an administrator meets them: by kubectl, with no operator at work. */
@TestInstance(Lifecycle.PER_CLASS)
class KubectlTest {

  /** Of a terminal that nobody widened on purpose there is hardly less. */
  private static final int WIDTH = 120;

  @TempDir static Path home;

  @AutoClose private StandIn cluster;
  private Kubectl kubectl;

  TestApi api() {
    return TestApi.STAND_IN;
  }

  @BeforeAll
  void start() throws Exception {
    assumeTrue(
        Kubectl.find().isPresent(),
        "there is no kubectl on the PATH; Debian has it in the package kubernetes-client");
    cluster = new StandIn(api());
    kubectl = new Kubectl(home, cluster.kubeconfig());
  }

  @Test
  void aLineSaysWhetherItIsUpHowFullItIsAndWhoIsTurnedAway() throws Exception {
    create("mail-for-the-office", "{replicas: 2, storage: {existingClaim: mail}}");
    status(
        "mail-for-the-office",
        """
        conditions:
        - {type: Ready, status: "True", reason: Serving, message: all serve, lastTransitionTime: "2026-11-22T12:00:00Z"}
        - {type: ConfigurationValid, status: "True", reason: Valid, message: ok, lastTransitionTime: "2026-11-22T12:00:00Z"}
        - {type: SourceAddressTrusted, status: "True", reason: ClientAddressesSeen, message: ok, lastTransitionTime: "2026-11-22T12:00:00Z"}
        connections:
          {current: 12345, maximum: 100000, refused: 1234567, raisedPeers: 12, highestLimit: 500,
           turnedAway: "203.0.113.117 +23"}
        """);

    var lines = kubectl.succeed("get", "imap", "mail-for-the-office").lines().toList();
    assertThat(lines.getFirst().split(" {2,}"))
        .containsExactly(
            "NAME", "READY", "STATUS", "CONNECTIONS", "MAXIMUM", "REFUSED", "TURNED AWAY", "AGE");
    assertThat(lines.getLast().split(" {2,}"))
        .startsWith(
            "mail-for-the-office",
            "True",
            "Serving",
            "12345",
            "100000",
            "1234567",
            "203.0.113.117 +23");
    assertThat(lines).allMatch(line -> line.length() <= WIDTH);
    assertThat(kubectl.succeed("get", "imap", "mail-for-the-office", "-o", "wide"))
        .contains("VALID", "TRUSTED", "LIMIT", "HIGHEST", "RAISED", "MODE")
        .containsPattern("True +True +20 +500 +12 +Live");
    assertThat(kubectl.succeed("get", "postroom", "-o", "name"))
        .contains("imapserver.postroom.dev/mail-for-the-office");
  }

  @Test
  void isScaledLikeADeployment() throws Exception {
    create("scaled", "{storage: {existingClaim: mail}}");
    status("scaled", "replicas: 1\nselector: app.kubernetes.io/instance=scaled");

    assertThat(kubectl.succeed("scale", "imap", "scaled", "--replicas=3"))
        .isEqualTo("imapserver.postroom.dev/scaled scaled\n");
    assertThat(kubectl.succeed("get", "imap", "scaled", "-o", "jsonpath={.spec.replicas}"))
        .isEqualTo("3");
    assertThat(
            kubectl.succeed(
                "get",
                "--raw",
                "/apis/postroom.dev/v1alpha1/namespaces/default/imapservers/scaled/scale"))
        .as("what a HorizontalPodAutoscaler asks for")
        .contains("\"status\":{\"replicas\":1,\"selector\":\"app.kubernetes.io/instance=scaled\"}");
  }

  @Test
  void isNotScaledToPodsThatWouldNotSeeTheSameMail() throws Exception {
    create("alone", "{}");

    assertThat(kubectl.fail("scale", "imap", "alone", "--replicas=2"))
        .contains("more than one replica needs");
    assertThat(kubectl.succeed("scale", "imap", "alone", "--replicas=0"))
        .isEqualTo("imapserver.postroom.dev/alone scaled\n");
  }

  @Test
  void isExplainedFieldByField() throws Exception {
    assertThat(kubectl.succeed("explain", "imap.spec.connections.perAddress.limit"))
        .containsIgnoringNewLines("MAXPERIP");
    assertThat(kubectl.succeed("explain", "imap.status.connections.turnedAway"))
        .contains("turned away most often");
  }

  private void create(String name, String spec) {
    cluster.client().resource(StandIn.written(name, spec)).create();
  }

  private void status(String name, String status) {
    var found =
        cluster
            .client()
            .genericKubernetesResources("postroom.dev/v1alpha1", "ImapServer")
            .inNamespace("default")
            .withName(name)
            .get();
    found.setAdditionalProperty("status", Serialization.unmarshal(status, Map.class));
    cluster.client().resource(found).updateStatus();
  }
}

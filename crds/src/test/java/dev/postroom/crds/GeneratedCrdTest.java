package dev.postroom.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDInfo;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the CRD that users apply, that of the chart, and the page of the resource to the types they
 * are generated from.
 */
class GeneratedCrdTest {

  private static final String FILE = "imapservers.postroom.dev.yaml";
  private static final List<Path> FOR_USERS =
      List.of(Path.of(FILE), Path.of("..", "helm", "postroom", "files", FILE));

  private static final String COMMAND =
      "./mvnw -pl crds test -Dtest=GeneratedCrdTest -Dpostroom.write-crd";

  private static final String HEADER =
      """
      # Generated from the types of dev.postroom.crds; do not edit. To generate it anew:
      #   %s
      """
          .formatted(COMMAND);

  private static final Path PAGE = Path.of("..", "docs", "imapserver.md");

  private static final String TOP =
      """
      # ImapServer: every field

      <!-- Generated from the types of dev.postroom.crds. To generate it anew:
           %s -->

      `postroom.dev/v1alpha1`, kind ImapServer, short name `imap`, category `postroom`. `kubectl explain imap.spec` says the
      same as this page, in the version that your cluster has. Complete objects are in [examples](examples/README.md); what
      each reason in the status means, and what to do about it, is in [troubleshooting](troubleshooting.md). A number behind
      a list or map says how many entries it may have.

      """
          .formatted(COMMAND);

  /** What is Kubernetes' own, and what its documentation calls it. */
  static final Map<String, String> FOREIGN =
      Map.of(
          "spec.networkPolicy.managementFrom", "list (16) of NetworkPolicyPeer",
          "spec.pod.affinity", "Affinity",
          "spec.pod.imagePullSecrets", "list (8) of LocalObjectReference",
          "spec.pod.resources", "ResourceRequirements",
          "spec.pod.tolerations", "list (32) of Toleration",
          "spec.pod.topologySpreadConstraints", "list (8) of TopologySpreadConstraint");

  @TempDir Path directory;

  @Test
  void theCrdForUsersIsWhatTheTypesSay() throws IOException {
    var generated = HEADER + generate();
    for (var file : FOR_USERS) {
      assertHolds(file, generated);
    }
  }

  @Test
  void thePageOfTheResourceIsWhatTheTypesSay() throws IOException {
    var crd = Serialization.unmarshal(generate(), CustomResourceDefinition.class);
    var version = crd.getSpec().getVersions().getFirst();
    assertHolds(PAGE, TOP + new ImapServerDocument(version, FOREIGN).tables().strip() + "\n");
  }

  private static void assertHolds(Path file, String generated) throws IOException {
    if (System.getProperty("postroom.write-crd") != null) {
      Files.writeString(file, generated);
    }
    assertThat(file).as("run %s and commit it", COMMAND).hasContent(generated);
  }

  private String generate() throws IOException {
    var info =
        new CRDGenerator()
            .inOutputDir(directory.toFile())
            .forCRDVersions("v1")
            .withPostProcessor(new CrdShape())
            .customResourceClasses(ImapServer.class)
            .detailedGenerate();
    CRDInfo crd = info.getCRDInfos("imapservers.postroom.dev").get("v1");
    return Files.readString(Path.of(crd.getFilePath())).replaceFirst("(?s)\\A#[^\n]*\n", "");
  }
}

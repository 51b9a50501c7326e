package dev.postroom.operator;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The operator against a cluster, which has no other operator of ImapServers. Its definition is
 * replaced by ours, and stays.
 */
@EnabledIfEnvironmentVariable(
    named = KubeconfigReconciliationTest.KUBECONFIG,
    matches = ".+",
    disabledReason = KubeconfigReconciliationTest.MISSING)
class KubeconfigReconciliationTest extends ReconciliationCases {

  static final String KUBECONFIG = "POSTROOM_TEST_KUBECONFIG";

  static final String MISSING =
      "POSTROOM_TEST_KUBECONFIG names no kubeconfig of a cluster to test against";

  @BeforeAll
  static void start() throws IOException {
    connect(Config.fromKubeconfig(Files.readString(Path.of(System.getenv(KUBECONFIG)))), true);
  }

  @AfterAll
  static void stop() {
    disconnect();
  }
}

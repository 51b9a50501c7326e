package dev.postroom.operator;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The chart's permissions, enforced by a cluster that has no other operator of ImapServers. The
 * definitions that are made stay.
 */
@EnabledIfEnvironmentVariable(
    named = KubeconfigReconciliationTest.KUBECONFIG,
    matches = ".+",
    disabledReason = KubeconfigReconciliationTest.MISSING)
class KubeconfigServiceAccountTest extends ServiceAccountCases {

  @BeforeAll
  static void start() throws IOException {
    connect(
        Config.fromKubeconfig(
            Files.readString(Path.of(System.getenv(KubeconfigReconciliationTest.KUBECONFIG)))));
  }

  @AfterAll
  static void stop() {
    disconnect();
  }
}

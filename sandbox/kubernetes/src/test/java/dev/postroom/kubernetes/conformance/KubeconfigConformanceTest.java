package dev.postroom.kubernetes.conformance;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The suite against a cluster. */
@EnabledIfEnvironmentVariable(
    named = KubeconfigConformanceTest.KUBECONFIG,
    matches = ".+",
    disabledReason = "POSTROOM_TEST_KUBECONFIG names no kubeconfig of a cluster to test against")
class KubeconfigConformanceTest extends ApiConformance {

  static final String KUBECONFIG = "POSTROOM_TEST_KUBECONFIG";

  @BeforeAll
  static void start() throws IOException {
    connect(Config.fromKubeconfig(Files.readString(Path.of(System.getenv(KUBECONFIG)))), true);
  }

  @AfterAll
  static void stop() {
    disconnect();
  }
}

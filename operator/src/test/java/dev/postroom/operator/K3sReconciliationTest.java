package dev.postroom.operator;

import io.fabric8.kubernetes.client.Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The operator against K3s where Docker runs. Its pods have no image there and never start, so the
 * cases ask for objects and conditions only.
 */
@Testcontainers(disabledWithoutDocker = true)
class K3sReconciliationTest extends ReconciliationCases {

  @Container
  private static final K3sContainer K3S =
      new K3sContainer(DockerImageName.parse("rancher/k3s:v1.34.1-k3s1"));

  @BeforeAll
  static void start() {
    connect(Config.fromKubeconfig(K3S.getKubeConfigYaml()), true);
  }

  @AfterAll
  static void stop() {
    disconnect();
  }
}

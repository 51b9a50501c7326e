package dev.postroom.operator;

import dev.postroom.kubernetes.api.ApiServer;
import io.fabric8.kubernetes.client.Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The whole operator against the stand-in. */
class ReconciliationTest extends ReportingPodCases {

  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = ApiServer.start();
    connect(Config.fromKubeconfig(server.kubeconfig()), true);
  }

  @AfterAll
  static void stop() {
    disconnect();
    server.close();
  }
}

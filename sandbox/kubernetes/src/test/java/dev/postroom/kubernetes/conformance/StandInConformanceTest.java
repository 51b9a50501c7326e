package dev.postroom.kubernetes.conformance;

import dev.postroom.kubernetes.api.ApiServer;
import io.fabric8.kubernetes.client.Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The suite against the stand-in. */
class StandInConformanceTest extends ApiConformance {

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

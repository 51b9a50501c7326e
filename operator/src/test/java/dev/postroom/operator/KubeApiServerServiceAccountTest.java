package dev.postroom.operator;

import io.fabric8.kubernetes.client.Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The chart's permissions, enforced by a real API server. */
@OnKubeApiServer
class KubeApiServerServiceAccountTest extends ServiceAccountCases {

  private static TestApi.Running server;

  @BeforeAll
  static void start() {
    server = TestApi.KUBE_API_SERVER.start();
    connect(Config.fromKubeconfig(server.kubeconfig()));
  }

  @AfterAll
  static void stop() {
    disconnect();
    if (server != null) {
      server.close();
    }
  }
}

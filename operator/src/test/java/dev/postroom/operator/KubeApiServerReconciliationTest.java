package dev.postroom.operator;

import io.fabric8.kubernetes.client.Config;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The whole operator against kube-apiserver and etcd, started from their binaries. */
@OnKubeApiServer
class KubeApiServerReconciliationTest extends ReportingPodCases {

  private static TestApi.Running server;

  @BeforeAll
  static void start() {
    server = TestApi.KUBE_API_SERVER.start();
    connect(Config.fromKubeconfig(server.kubeconfig()), false);
  }

  @AfterAll
  static void stop() {
    disconnect();
    if (server != null) {
      server.close();
    }
  }
}

package dev.postroom.operator;

import dev.postroom.kubernetes.upstream.UpstreamApiServer;
import dev.postroom.kubernetes.upstream.UpstreamBinaries;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The whole operator against kube-apiserver and etcd, started from their binaries. */
@EnabledIfEnvironmentVariable(
    named = UpstreamBinaries.VARIABLE,
    matches = ".+",
    disabledReason = UpstreamBinaries.MISSING)
class KubeApiServerReconciliationTest extends ReportingPodCases {

  @TempDir static Path directory;

  private static UpstreamApiServer server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    server = UpstreamApiServer.start(UpstreamBinaries.ofEnvironment(), directory);
    connect(Config.fromKubeconfig(server.kubeconfig()), false);
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    disconnect();
    if (server != null) {
      server.close();
    }
  }
}

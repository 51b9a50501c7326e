package dev.postroom.operator;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.binary.OSInfo;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The whole operator against kube-apiserver and etcd, started from their binaries. */
@EnabledIfEnvironmentVariable(
    named = KubeApiServerReconciliationTest.ASSETS,
    matches = ".+",
    disabledReason =
        "KUBEBUILDER_ASSETS names no directory with etcd, kube-apiserver and kubectl;"
            + " setup-envtest downloads them")
class KubeApiServerReconciliationTest extends ReportingPodCases {

  static final String ASSETS = "KUBEBUILDER_ASSETS";

  private static final String VERSION = "1.32.0";

  @TempDir static Path directory;

  private static KubeAPIServer server;

  @BeforeAll
  static void start() throws IOException {
    var platform = new OSInfo();
    var versions = Files.createDirectories(directory.resolve("k8s"));
    // The library looks for binaries in a directory of its own naming.
    Files.createSymbolicLink(
        versions.resolve(VERSION + "-" + platform.getOSName() + "-" + platform.getOSArch()),
        Path.of(System.getenv(ASSETS)).toAbsolutePath());
    server =
        new KubeAPIServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withOfflineMode(true)
                .withTestDir(directory.toString())
                .withApiServerVersion(VERSION)
                .build());
    server.start();
    connect(Config.fromKubeconfig(server.getKubeConfigYaml()), false);
  }

  @AfterAll
  static void stop() {
    disconnect();
    if (server != null) {
      server.stop();
    }
  }
}

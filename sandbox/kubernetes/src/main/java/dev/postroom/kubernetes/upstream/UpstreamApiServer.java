package dev.postroom.kubernetes.upstream;

import dev.postroom.kubernetes.address.LoopbackBlock;
import dev.postroom.kubernetes.process.ProcessLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * kube-apiserver and etcd on loopback addresses of their own: authentication by tokens, RBAC as in
 * any cluster, but no controller, no scheduler and no node. What they write is in one directory,
 * and both die with this process.
 */
public final class UpstreamApiServer implements AutoCloseable {

  /** The token of an administrator ({@code system:masters}). */
  public static final String ADMINISTRATOR = "administrator";

  private static final int ETCD_PORT = 2379;
  private static final int ETCD_PEER_PORT = 2380;
  private static final int PORT = 6443;
  private static final String SERVICE_RANGE = "10.96.0.0/16";

  private final LoopbackBlock block;
  private final ProcessLauncher launcher;
  private final String url;
  private final Path certificate;
  private final Path auditLog;
  private final Daemon etcd;
  private final Daemon apiServer;

  private UpstreamApiServer(
      UpstreamBinaries binaries,
      Path directory,
      Path keys,
      LoopbackBlock block,
      ProcessLauncher launcher) {
    this.block = block;
    this.launcher = launcher;
    var host = block.address(0, 1).getHostAddress();
    url = "https://%s:%d".formatted(host, PORT);
    certificate = directory.resolve("certificates").resolve("apiserver.crt");
    auditLog = directory.resolve("audit.jsonl");
    var probe = new ReadinessProbe();
    etcd =
        new Daemon(
            launcher,
            directory,
            etcd(binaries, host),
            () -> probe.answers(etcdUrl(host, ETCD_PORT) + "/health"));
    apiServer =
        new Daemon(
            launcher,
            directory,
            apiServer(binaries, host, keys),
            () -> Files.exists(certificate) && probe.answers(url + "/readyz", certificate));
  }

  /**
   * Starts both and waits until they are ready.
   *
   * @param directory for all that they write; made where it is not there, and never removed
   * @throws IOException where one does not start, with the end of its log
   */
  public static UpstreamApiServer start(UpstreamBinaries binaries, Path directory)
      throws IOException, InterruptedException {
    var files = Files.createDirectories(directory.toAbsolutePath());
    writeTokens(files);
    writeAuditPolicy(files);
    var keys = ServiceAccountKeys.writeTo(files);
    var server =
        new UpstreamApiServer(binaries, files, keys, LoopbackBlock.claim(), new ProcessLauncher());
    try {
      server.etcd.start();
      server.apiServer.start();
      return server;
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static String etcdUrl(String host, int port) {
    return "http://%s:%d".formatted(host, port);
  }

  private static List<String> etcd(UpstreamBinaries binaries, String host) {
    var clients = etcdUrl(host, ETCD_PORT);
    var peers = etcdUrl(host, ETCD_PEER_PORT);
    return List.of(
        binaries.etcd(),
        "--data-dir=etcd",
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=" + peers,
        "--initial-advertise-peer-urls=" + peers,
        "--initial-cluster=default=" + peers,
        // What is written need not outlive this machine.
        "--unsafe-no-fsync",
        "--log-level=warn");
  }

  private static void writeTokens(Path directory) throws IOException {
    Files.writeString(
        directory.resolve("tokens.csv"),
        "%1$s,%1$s,%1$s,\"system:masters\"\n".formatted(ADMINISTRATOR));
  }

  private static void writeAuditPolicy(Path directory) throws IOException {
    Files.writeString(
        directory.resolve("audit-policy.yaml"),
        """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: Metadata
        """);
  }

  private static List<String> apiServer(UpstreamBinaries binaries, String host, Path keys) {
    var command = new ArrayList<>(List.of(binaries.kubeApiServer()));
    command.addAll(
        List.of(
            "--etcd-servers=" + etcdUrl(host, ETCD_PORT),
            "--bind-address=" + host,
            "--advertise-address=" + host,
            "--secure-port=" + PORT,
            "--cert-dir=certificates",
            "--token-auth-file=tokens.csv",
            "--authorization-mode=RBAC",
            "--enable-admission-plugins=OwnerReferencesPermissionEnforcement",
            // It would refuse pods of a namespace whose default account no controller makes.
            "--disable-admission-plugins=ServiceAccount",
            "--service-cluster-ip-range=" + SERVICE_RANGE,
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-key-file=" + keys,
            "--service-account-signing-key-file=" + keys,
            // A loopback address is no endpoint of the Service kubernetes.
            "--endpoint-reconciler-type=none",
            "--allow-privileged=true",
            "--audit-policy-file=audit-policy.yaml",
            "--audit-log-path=audit.jsonl"));
    return command;
  }

  /** Where it serves: {@code https://ADDRESS:PORT}. */
  public String url() {
    return url;
  }

  /** Its certificate in PEM, which is also that of the authority. */
  public Path certificate() {
    return certificate;
  }

  /** What was asked of it, an audit Event (audit.k8s.io/v1) in each line. */
  public Path auditLog() {
    return auditLog;
  }

  /** A kubeconfig of the administrator. */
  public String kubeconfig() throws IOException {
    return kubeconfig(ADMINISTRATOR);
  }

  /**
   * A kubeconfig of whoever has a token.
   *
   * @param token of a ServiceAccount, or {@link #ADMINISTRATOR}
   */
  public String kubeconfig(String token) throws IOException {
    return """
        apiVersion: v1
        kind: Config
        current-context: upstream
        clusters:
        - name: upstream
          cluster:
            server: %s
            certificate-authority-data: %s
        contexts:
        - name: upstream
          context: {cluster: upstream, user: user, namespace: default}
        users:
        - name: user
          user: {token: "%s"}
        """
        .formatted(url, Base64.getEncoder().encodeToString(Files.readAllBytes(certificate)), token);
  }

  /** Kills kube-apiserver; etcd keeps all that was written. */
  public void kill() throws InterruptedException {
    apiServer.kill();
  }

  /**
   * Starts kube-apiserver again, where it was.
   *
   * @throws IOException where it does not start, with the end of its log
   */
  public void startAgain() throws IOException, InterruptedException {
    apiServer.start();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    try {
      apiServer.stop();
      etcd.stop();
    } finally {
      launcher.close();
      block.close();
    }
  }
}

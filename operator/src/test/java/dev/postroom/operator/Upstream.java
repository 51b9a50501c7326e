package dev.postroom.operator;

import dev.postroom.kubernetes.faults.Faults;
import dev.postroom.kubernetes.upstream.UpstreamApiServer;
import dev.postroom.kubernetes.upstream.UpstreamBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A kube-apiserver behind a proxy that has the faults; what it wrote goes when it is closed. */
final class Upstream implements TestApi.Running {

  private final Path directory;
  private final UpstreamApiServer server;
  private final FaultProxy proxy;

  private Upstream(Path directory, UpstreamApiServer server) {
    this.directory = directory;
    this.server = server;
    proxy = new FaultProxy(server.url(), server.certificate());
  }

  static Upstream start() {
    var binaries = UpstreamBinaries.ofEnvironment();
    try {
      return start(binaries, Files.createTempDirectory("upstream"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts one that writes there.
   *
   * @param directory removed when it is closed, and when it does not start
   */
  static Upstream start(UpstreamBinaries binaries, Path directory) {
    try {
      var server = UpstreamApiServer.start(binaries, directory);
      try {
        return new Upstream(directory, server);
      } catch (RuntimeException e) {
        server.close();
        remove(directory);
        throw e;
      }
    } catch (IOException e) {
      remove(directory);
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      remove(directory);
      throw interrupted(e);
    }
  }

  /** Kills kube-apiserver; what was written to it stays. */
  void kill() {
    try {
      server.kill();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Starts kube-apiserver again, where it was. */
  void startAgain() {
    try {
      server.startAgain();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What has been asked of it. */
  AuditLog audit() {
    return new AuditLog(server.auditLog());
  }

  @Override
  public String kubeconfig() {
    try {
      return server.kubeconfig();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kubeconfigBehindFaults() {
    return """
        apiVersion: v1
        kind: Config
        current-context: upstream
        clusters:
        - name: upstream
          cluster: {server: "%s"}
        contexts:
        - name: upstream
          context: {cluster: upstream, user: user, namespace: default}
        users:
        - name: user
          user: {token: "%s"}
        """
        .formatted(proxy.url(), UpstreamApiServer.ADMINISTRATOR);
  }

  @Override
  public Faults faults() {
    return proxy.faults();
  }

  @Override
  public void close() {
    try {
      proxy.close();
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      remove(directory);
    }
  }

  private static void remove(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while kube-apiserver starts or stops", e);
  }
}

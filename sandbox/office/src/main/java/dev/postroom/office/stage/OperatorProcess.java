package dev.postroom.office.stage;

import dev.postroom.kubernetes.process.ProcessLauncher;
import dev.postroom.kubernetes.process.ProcessLog;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real operator in a process of its own, told of the cluster by a kubeconfig file. */
public final class OperatorProcess implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final String HTTP_PORT = "8080";

  private final ProcessLauncher launcher = new ProcessLauncher();
  private final Process process;

  /**
   * Starts it as the sandbox runs programs.
   *
   * @param httpAddress where its health and metrics are served
   */
  public OperatorProcess(
      Path jar, Path kubeconfig, InetAddress httpAddress, Path log, Path directory)
      throws IOException, InterruptedException {
    this(JavaPrograms.commandLine(jar), kubeconfig, httpAddress, log, directory);
  }

  /**
   * Starts it.
   *
   * @param command program and arguments
   * @param httpAddress where its health and metrics are served
   */
  public OperatorProcess(
      List<String> command, Path kubeconfig, InetAddress httpAddress, Path log, Path directory)
      throws IOException, InterruptedException {
    process =
        launcher.start(
            command,
            Map.of(
                "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                "HOME", directory.toString(),
                "KUBECONFIG", kubeconfig.toString(),
                "QUARKUS_HTTP_HOST", httpAddress.getHostAddress(),
                "QUARKUS_HTTP_PORT", HTTP_PORT),
            directory);
    new ProcessLog(log).follow(process.getInputStream());
  }

  /** The process's number. */
  public long pid() {
    return process.pid();
  }

  /**
   * @throws IllegalStateException when it has ended by itself
   */
  void requireAlive(Path log) {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the operator ended with status " + process.exitValue() + "; see " + log);
    }
  }

  @Override
  public void close() throws InterruptedException {
    // Process.destroy would close its output, and with it the log of how it ends.
    process.toHandle().destroy();
    if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.toHandle().destroyForcibly();
      process.waitFor();
    }
    launcher.close();
  }
}

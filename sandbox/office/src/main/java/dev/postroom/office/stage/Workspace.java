package dev.postroom.office.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a sandbox keeps its files.
 *
 * @param directory of this sandbox alone
 */
public record Workspace(Path directory) {

  /** A new one among the system's temporary files. */
  public static Workspace temporary() throws IOException {
    return new Workspace(Files.createTempDirectory("postroom-sandbox-"));
  }

  public Path kubeconfig() {
    return directory.resolve("kubeconfig");
  }

  public Path operatorLog() {
    return directory.resolve("operator.log");
  }

  /** The log of the stand-in and of the play itself. */
  public Path sandboxLog() {
    return directory.resolve("sandbox.log");
  }

  Path node() {
    return directory.resolve("node");
  }

  /** The log of the only container of the server's pod. */
  Path serverLog(String pod, String container) {
    return node().resolve("logs").resolve("default_" + pod).resolve(container + ".log");
  }
}

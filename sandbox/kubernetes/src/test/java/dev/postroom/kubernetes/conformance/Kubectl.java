package dev.postroom.kubernetes.conformance;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The kubectl of this machine, with a home and a kubeconfig of its own. */
final class Kubectl {

  private static final long DEADLINE_SECONDS = 60;

  private final Path home;
  private final Path kubeconfig;

  Kubectl(Path home, String kubeconfig) throws IOException {
    this.home = home;
    this.kubeconfig = Files.writeString(home.resolve("kubeconfig"), kubeconfig);
  }

  /** Where kubectl is, if it is. POSTROOM_TEST_KUBECTL names another than that of the PATH. */
  static Optional<String> find() {
    var named = System.getenv("POSTROOM_TEST_KUBECTL");
    if (named != null) {
      return Optional.of(named);
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "kubectl"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** Output and errors of a run, and its exit status. */
  record Run(int status, String text) {}

  Run run(String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), arguments);
  }

  Run run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    try (var running = start(environment, arguments)) {
      if (!running.process().waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("kubectl did not end: " + List.of(arguments));
      }
      return new Run(running.process().exitValue(), running.text());
    }
  }

  /** A kubectl that goes on until it is closed. */
  record Running(Process process, Path output) implements AutoCloseable {

    /** What it has written so far. */
    String text() throws IOException {
      return Files.readString(output);
    }

    @Override
    public void close() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }
  }

  Running start(Map<String, String> environment, String... arguments) throws IOException {
    var command = new ArrayList<String>(List.of(find().orElseThrow()));
    command.addAll(List.of(arguments));
    var output = Files.createTempFile(home, "kubectl", ".txt");
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    return new Running(process, output);
  }
}

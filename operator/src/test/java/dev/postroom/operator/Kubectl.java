package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.upstream.UpstreamBinaries;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** This machine's kubectl against one API server, with a home of its own. */
final class Kubectl {

  private static final long DEADLINE_SECONDS = 60;

  private final Path home;

  Kubectl(Path home, String kubeconfig) throws IOException {
    this.home = home;
    Files.writeString(home.resolve("kubeconfig"), kubeconfig);
  }

  /** Where kubectl is, if it is: beside a real API server's binaries, or on the PATH. */
  static Optional<Path> find() {
    return Stream.concat(
            Optional.ofNullable(System.getenv(UpstreamBinaries.VARIABLE)).stream(),
            Stream.of(System.getenv("PATH").split(File.pathSeparator)))
        .map(directory -> Path.of(directory, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What a command that has to succeed writes. */
  String succeed(String... arguments) throws IOException, InterruptedException {
    return run(0, arguments);
  }

  /** What a command that has to fail writes. */
  String fail(String... arguments) throws IOException, InterruptedException {
    return run(1, arguments);
  }

  /** Runs a line that is to succeed as a shell reads it. */
  void shell(String line) throws IOException, InterruptedException {
    run(0, List.of("sh", "-c", line));
  }

  private String run(int status, String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(find().orElseThrow().toString()));
    command.addAll(List.of(arguments));
    return run(status, command);
  }

  private String run(int status, List<String> command) throws IOException, InterruptedException {
    var output = home.resolve("output.txt");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("HOME", home.toString());
    builder.environment().put("KUBECONFIG", home.resolve("kubeconfig").toString());
    var process = builder.start();
    process.getOutputStream().close();
    if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("kubectl did not end: " + command);
    }
    var text = Files.readString(output);
    assertThat(process.exitValue()).as(command + ": " + text).isEqualTo(status);
    return text;
  }
}

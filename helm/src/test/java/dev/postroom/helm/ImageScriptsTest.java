package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts with which images are built, and with which an engine asks a container how it is. */
class ImageScriptsTest {

  private static final Path IMAGES = Path.of("..", "images").toAbsolutePath().normalize();
  private static final String BASH = "/bin/bash";
  private static final String ALL_PROGRAMS = System.getenv("PATH");
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @TempDir Path scratch;

  /** How a script ended, and what it said. */
  private record Run(int status, String output) {}

  @ParameterizedTest
  @CsvSource({"200, 0", "503, 1"})
  void theHealthcheckSucceedsWhereTheProgramIsReady(int answer, int status) throws Exception {
    var program = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    program.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    program.start();
    try {
      assertThat(healthcheck(program.getAddress().getPort()).status()).isEqualTo(status);
    } finally {
      program.stop(0);
    }
  }

  @Test
  void theHealthcheckFailsWhereNobodyListens() throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 1, LOOPBACK)) {
      port = closed.getLocalPort();
    }

    assertThat(healthcheck(port).status()).isEqualTo(1);
  }

  @Test
  void whereNoEngineWorksNothingIsBuiltAndItIsSaidWhatToDo() throws Exception {
    program("docker", "[ \"$1\" != info ]");
    program("dirname", "exec /usr/bin/dirname \"$@\"");
    program("cat", "exec /usr/bin/cat \"$@\"");

    assertThat(run(scratch.toString(), "build"))
        .isEqualTo(
            new Run(
                1,
                """
                images: nothing was built, for no container engine works here.
                Looked for docker (with a daemon that answers `docker info`), podman and buildah.
                Install one of them, for example by `apt-get install buildah`, or start Docker's daemon, and run `make images` again.
                The bases come from a registry; where none is reached, docs/images.md says how to name others.
                """));
  }

  @Test
  void anUnknownArgumentOrEngineIsRefused() throws Exception {
    assertThat(run(ALL_PROGRAMS, "build", "--pussh"))
        .isEqualTo(
            new Run(2, "images: unknown argument --pussh; make images ARGS=--help lists them\n"));
    assertThat(run(ALL_PROGRAMS, "build", "--engine", "kaniko"))
        .isEqualTo(new Run(2, "images: --engine is docker, podman or buildah, not kaniko\n"));
  }

  private Run healthcheck(int port) throws Exception {
    return run(ALL_PROGRAMS, "healthcheck", String.valueOf(port));
  }

  private Run run(String path, String script, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(BASH, IMAGES.resolve(script).toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", path);
    builder.environment().remove("QUARKUS_HTTP_PORT");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  /** One line of shell that is found as a program. */
  private void program(String name, String line) throws IOException {
    var program = Files.writeString(scratch.resolve(name), "#!%s\n%s\n".formatted(BASH, line));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}

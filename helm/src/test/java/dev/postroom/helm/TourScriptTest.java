package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code sandbox/cluster/tour} says before it touches a cluster. That it plays to its end is
 * seen on one.
 */
class TourScriptTest {

  private static final Path DIRECTORY =
      Path.of("..", "sandbox", "cluster").toAbsolutePath().normalize();
  private static final String SYSTEM = "/usr/bin:/bin";

  @TempDir Path programs;

  private record Run(int status, String output) {}

  @ParameterizedTest
  @ValueSource(strings = {"tour", "client"})
  void bashUnderstandsTheScripts(String script) throws Exception {
    assertThat(bash(SYSTEM, "-n", DIRECTORY.resolve(script).toString())).isEqualTo(new Run(0, ""));
  }

  @Test
  void withoutTheImagesItSaysWhichArgumentIsMissing() throws Exception {
    assertThat(tour(SYSTEM))
        .isEqualTo(
            new Run(
                2,
                "tour: --prefix is missing: where do the nodes find the images? make images builds"
                    + " and pushes them\n"));
  }

  @Test
  void withoutHelmItSaysSo() throws Exception {
    program("kubectl", "exit 0");
    program("dirname", "exec /usr/bin/dirname \"$@\"");

    assertThat(tour(programs.toString(), "--prefix", "registry.example.org/mail"))
        .isEqualTo(new Run(2, "tour: there is no helm on the PATH\n"));
  }

  @Test
  void whereSomebodyElsesInstallationWouldBeUninstalledItDoesNothing() throws Exception {
    program("helm", "echo helm was called");
    program(
        "kubectl",
        """
        case "$*" in
          version | "get crd imapservers.postroom.dev") exit 0 ;;
          "get namespace "*) exit 1 ;;
          *) echo "kubectl $* was called" ;;
        esac""");

    assertThat(tour(programs + ":" + SYSTEM, "--prefix", "registry.example.org/mail"))
        .isEqualTo(
            new Run(
                2,
                "tour: Postroom is installed in this cluster already, and the tour would end by"
                    + " uninstalling it: take another one\n"));
  }

  private void program(String name, String text) throws IOException {
    var file = Files.writeString(programs.resolve(name), "#!/bin/bash\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Run tour(String path, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(DIRECTORY.resolve("tour").toString()));
    command.addAll(List.of(arguments));
    return bash(path, command.toArray(String[]::new));
  }

  private static Run bash(String path, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("/bin/bash"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", path);
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}

package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of the images where there is no engine to build them with. */
class ContainerfileTest {

  private static final Path ROOT = Path.of("..");
  private static final Path STATEFUL_SET =
      ROOT.resolve("operator/src/test/resources/dev/postroom/operator/desired/statefulset.yaml");

  private static final long USER = 10001;

  private final Containerfile containerfile =
      Containerfile.read(ROOT.resolve("images/Containerfile"));

  @ParameterizedTest
  @ValueSource(strings = {"operator", "imap-server"})
  void anImageRunsAsNobodyAndIsStartedAndAskedByProgramsAndNotByAShell(String target)
      throws IOException {
    assertThat(arguments(target, "USER")).containsExactly(USER + ":" + USER);
    assertThat(arguments(target, "RUN")).as("what a base without a shell could not do").isEmpty();
    assertThat(words(arguments(target, "ENTRYPOINT").getLast()))
        .startsWith("/opt/jre/bin/java")
        .endsWith("-jar", "/opt/postroom/quarkus-run.jar");
    assertThat(words(arguments(target, "HEALTHCHECK").getLast().replaceFirst("^.* CMD ", "")))
        .containsExactly("/bin/bash", "/opt/postroom/healthcheck", port(target));
    assertThat(arguments(target, "EXPOSE").getLast().split(" ")).contains(port(target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "imap-server"})
  void anImageSaysWhatItIsAndWhatItWasMadeFrom(String target) {
    assertThat(String.join(" ", arguments(target, "LABEL")))
        .contains(
            "org.opencontainers.image.title=\"postroom-" + target + "\"",
            "org.opencontainers.image.description=",
            "org.opencontainers.image.version=\"${VERSION}\"",
            "org.opencontainers.image.revision=\"${REVISION}\"",
            "org.opencontainers.image.source=\"${SOURCE}\"",
            "org.opencontainers.image.licenses=\"Apache-2.0\"");
  }

  @Test
  void basesCanBeReplacedAndAreNeverTheLatest() {
    var bases = Containerfile.arguments(containerfile.stages().get(Containerfile.GLOBAL), "ARG");

    assertThat(bases)
        .hasSize(2)
        .allMatch(base -> base.matches("\\w+_IMAGE=[a-z0-9./-]+:[a-z0-9.-]+"))
        .noneMatch(base -> base.endsWith(":latest"));
  }

  /** The pod gives no command, so the image's ENTRYPOINT gets its args. */
  @Test
  void thePodOfAServerFitsItsImage() throws IOException {
    var pod =
        Serialization.unmarshal(Files.readString(STATEFUL_SET), StatefulSet.class)
            .getSpec()
            .getTemplate()
            .getSpec();
    var container = pod.getContainers().getFirst();

    assertThat(container.getCommand()).isEmpty();
    assertThat(container.getArgs()).first().isEqualTo("--config");
    assertThat(arguments("imap-server", "CMD")).isEmpty();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(USER);
    assertThat(pod.getSecurityContext().getRunAsGroup()).isEqualTo(USER);
  }

  private List<String> arguments(String target, String name) {
    return Containerfile.arguments(containerfile.image(target), name);
  }

  private static List<String> words(String json) throws JsonProcessingException {
    return List.of(new ObjectMapper().readValue(json, String[].class));
  }

  /** Where the program serves its health. */
  private static String port(String module) throws IOException {
    var properties = new Properties();
    try (var file =
        Files.newBufferedReader(
            ROOT.resolve(module).resolve("src/main/resources/application.properties"))) {
      properties.load(file);
    }
    return properties.getProperty("quarkus.http.port");
  }
}

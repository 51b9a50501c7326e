package dev.postroom.kubernetes.node.volume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VolumeContentTest {

  private static final Pod POD =
      new PodBuilder()
          .withNewMetadata()
          .withName("mail-0")
          .addToAnnotations("b", "say \"hi\"")
          .addToAnnotations("a", "1")
          .endMetadata()
          .build();

  private static final PodObjects OBJECTS =
      new PodObjects() {
        @Override
        public Optional<ConfigMap> configMap(String name) {
          return name.equals("config")
              ? Optional.of(
                  new ConfigMapBuilder()
                      .addToData("imapd", "MAXPERIP=4\n")
                      .addToData("imapd-ssl", "SSLPORT=993\n")
                      .build())
              : Optional.empty();
        }

        @Override
        public Optional<Secret> secret(String name) {
          return name.equals("users")
              ? Optional.of(new SecretBuilder().addToData("userdb", "YW5uYQ==").build())
              : Optional.empty();
        }
      };

  private static Map<String, String> content(Volume volume) {
    Map<String, String> texts = new TreeMap<>();
    VolumeContent.of(volume, POD, OBJECTS)
        .forEach(
            (path, file) ->
                texts.put(
                    path + " " + Integer.toOctalString(file.mode()),
                    new String(file.content(), UTF_8)));
    return texts;
  }

  @Test
  void aProjectedVolumeGathersWhatItsSourcesSelect() {
    Volume volume =
        new VolumeBuilder()
            .withNewProjected()
            .addNewSource()
            .withNewConfigMap()
            .withName("config")
            .endConfigMap()
            .endSource()
            .addNewSource()
            .withNewSecret()
            .withName("users")
            .addNewItem("userdb", 0400, "auth/userdb")
            .endSecret()
            .endSource()
            .addNewSource()
            .withNewDownwardAPI()
            .addNewItem()
            .withPath("annotations")
            .withNewFieldRef("v1", "metadata.annotations")
            .endItem()
            .endDownwardAPI()
            .endSource()
            .endProjected()
            .build();
    assertThat(content(volume))
        .containsExactly(
            Map.entry("annotations 644", "a=\"1\"\nb=\"say \\\"hi\\\"\""),
            Map.entry("auth/userdb 400", "anna"),
            Map.entry("imapd 644", "MAXPERIP=4\n"),
            Map.entry("imapd-ssl 644", "SSLPORT=993\n"));
  }

  @Test
  void aMissingObjectIsNamedUnlessItIsOptional() {
    VolumeBuilder volume = new VolumeBuilder().withNewSecret().withSecretName("tls").endSecret();
    assertThatThrownBy(() -> content(volume.build()))
        .isInstanceOf(MountException.class)
        .hasMessage("secret \"tls\" not found");
    assertThat(content(volume.editSecret().withOptional(true).endSecret().build())).isEmpty();
  }

  @Test
  void aMissingKeyIsNamed() {
    Volume volume =
        new VolumeBuilder()
            .withNewConfigMap()
            .withName("config")
            .addNewItem("imapaccess", null, "imapaccess")
            .endConfigMap()
            .build();
    assertThatThrownBy(() -> content(volume))
        .hasMessage("configmap config references non-existent key: imapaccess");
  }

  @Test
  void aPathThatLeavesTheVolumeIsRefused() {
    Volume volume =
        new VolumeBuilder()
            .withNewConfigMap()
            .withName("config")
            .addNewItem("imapd", null, "a/../../imapd")
            .endConfigMap()
            .build();
    assertThatThrownBy(() -> content(volume)).hasMessageContaining("leaves its volume");
  }
}

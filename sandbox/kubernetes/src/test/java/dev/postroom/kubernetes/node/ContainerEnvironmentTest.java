package dev.postroom.kubernetes.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.kubernetes.node.volume.MountException;
import dev.postroom.kubernetes.node.volume.PodObjects;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContainerEnvironmentTest {

  private static final Pod POD =
      new PodBuilder()
          .withNewMetadata()
          .withName("mail-0")
          .withNamespace("default")
          .addToLabels("app", "mail")
          .endMetadata()
          .withNewSpec()
          .endSpec()
          .withNewStatus()
          .withPodIP("127.77.3.2")
          .endStatus()
          .build();

  private static final PodObjects OBJECTS =
      new PodObjects() {
        @Override
        public Optional<ConfigMap> configMap(String name) {
          return name.equals("settings")
              ? Optional.of(new ConfigMapBuilder().addToData("COLOUR", "red").build())
              : Optional.empty();
        }

        @Override
        public Optional<Secret> secret(String name) {
          return name.equals("password")
              ? Optional.of(new SecretBuilder().addToData("text", "czNjcmV0").build())
              : Optional.empty();
        }
      };

  private static Map<String, String> environment(Container container) {
    return ContainerEnvironment.of(POD, container, OBJECTS);
  }

  @Test
  void valuesComeFromTheContainerThePodAndItsObjects() {
    Container container =
        new ContainerBuilder()
            .withName("imap")
            .addNewEnvFrom()
            .withPrefix("SET_")
            .withNewConfigMapRef("settings", false)
            .endEnvFrom()
            .addNewEnv()
            .withName("POD_NAME")
            .withNewValueFrom()
            .withNewFieldRef("v1", "metadata.name")
            .endValueFrom()
            .endEnv()
            .addNewEnv()
            .withName("POD_IP")
            .withNewValueFrom()
            .withNewFieldRef("v1", "status.podIP")
            .endValueFrom()
            .endEnv()
            .addNewEnv()
            .withName("APP")
            .withNewValueFrom()
            .withNewFieldRef("v1", "metadata.labels['app']")
            .endValueFrom()
            .endEnv()
            .addNewEnv()
            .withName("PASSWORD")
            .withNewValueFrom()
            .withNewSecretKeyRef("text", "password", false)
            .endValueFrom()
            .endEnv()
            .addNewEnv()
            .withName("GREETING")
            .withValue("$(POD_NAME) at $(POD_IP), not $(UNKNOWN), $$(POD_IP)")
            .endEnv()
            .build();
    assertThat(environment(container))
        .containsExactly(
            Map.entry("SET_COLOUR", "red"),
            Map.entry("POD_NAME", "mail-0"),
            Map.entry("POD_IP", "127.77.3.2"),
            Map.entry("APP", "mail"),
            Map.entry("PASSWORD", "s3cret"),
            Map.entry("GREETING", "mail-0 at 127.77.3.2, not $(UNKNOWN), $(POD_IP)"));
  }

  @Test
  void argumentsAreExpandedToo() {
    assertThat(ContainerEnvironment.expand(List.of("--name", "$(A)-$(B)"), Map.of("A", "x$")))
        .containsExactly("--name", "x$-$(B)");
  }

  @Test
  void aMissingKeyIsNamedUnlessItIsOptional() {
    ContainerBuilder missing =
        new ContainerBuilder()
            .addNewEnv()
            .withName("A")
            .withNewValueFrom()
            .withNewConfigMapKeyRef("SHAPE", "settings", false)
            .endValueFrom()
            .endEnv();
    assertThatThrownBy(() -> environment(missing.build()))
        .isInstanceOf(MountException.class)
        .hasMessage("key SHAPE of configmap \"settings\" not found");
    Container optional =
        missing
            .editFirstEnv()
            .editValueFrom()
            .editConfigMapKeyRef()
            .withOptional(true)
            .endConfigMapKeyRef()
            .endValueFrom()
            .endEnv()
            .build();
    assertThat(environment(optional)).isEmpty();
  }
}

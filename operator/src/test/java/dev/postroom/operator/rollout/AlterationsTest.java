package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Servers;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.render.Rendering;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;

class AlterationsTest {

  private static final PodTemplateSpec WANTED = wanted();

  /** What an API server of Kubernetes 1.36 fills in, kubectl rollout restart and LimitRanges. */
  @Test
  void whatAnOrdinaryClusterFillsInIsNoAlteration() {
    var found =
        new PodTemplateSpecBuilder(WANTED)
            .editMetadata()
            .addToAnnotations("kubectl.kubernetes.io/restartedAt", "2026-11-22T12:00:00Z")
            .endMetadata()
            .editSpec()
            .withDnsPolicy("ClusterFirst")
            .withRestartPolicy("Always")
            .withSchedulerName("default-scheduler")
            .withServiceAccount(WANTED.getSpec().getServiceAccountName())
            .withTerminationGracePeriodSeconds(30L)
            .addNewImagePullSecret("registry")
            .addNewToleration()
            .withKey("node.kubernetes.io/not-ready")
            .endToleration()
            .addNewVolume()
            .withName("kube-api-access")
            .endVolume()
            .editFirstContainer()
            .withImagePullPolicy("IfNotPresent")
            .withTerminationMessagePath("/dev/termination-log")
            .withTerminationMessagePolicy("File")
            .editOrNewResources()
            .addToLimits("cpu", new Quantity("2"))
            .endResources()
            .addNewVolumeMount()
            .withName("kube-api-access")
            .withMountPath("/var/run/secrets/kubernetes.io/serviceaccount")
            .endVolumeMount()
            .endContainer()
            .endSpec()
            .build();

    assertThat(Alterations.of(WANTED, found)).isEmpty();
  }

  @Test
  void whatAPolicyPutsIntoTheTemplateIsTold() {
    var found =
        new PodTemplateSpecBuilder(WANTED)
            .editMetadata()
            .addToLabels("app.kubernetes.io/name", "theirs")
            .endMetadata()
            .editSpec()
            .addNewInitContainer()
            .withName("mesh-init")
            .endInitContainer()
            .endSpec()
            .build();

    assertThat(Alterations.of(WANTED, found))
        .containsExactly(
            "label app.kubernetes.io/name is theirs", "init container mesh-init is added");
  }

  private static PodTemplateSpec wanted() {
    var server = Servers.server("{}");
    var rendering = (Rendering.Valid) new CourierFilesRenderer().render(server.getSpec());
    return new Templates(new CourierFilesRenderer(), "imap-server:1")
        .newest(server, rendering.files())
        .getSpec()
        .getTemplate();
  }
}

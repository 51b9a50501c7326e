package dev.postroom.kubernetes.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import org.junit.jupiter.api.Test;

class RevisionsTest {

  private static PodTemplateSpec template(String image) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .addToLabels("b", "2")
        .addToLabels("a", "1")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("imap")
        .withImage(image)
        .endContainer()
        .endSpec()
        .build();
  }

  @Test
  void aTemplateGoesByTheSameNameWheneverItIsTheSame() {
    String name = Revisions.nameOf("mail", template("postroom/imap-server:1"));
    assertThat(name).matches("mail-[0-9a-f]{10}");
    assertThat(Revisions.nameOf("mail", template("postroom/imap-server:1"))).isEqualTo(name);
    assertThat(Revisions.nameOf("mail", template("postroom/imap-server:2"))).isNotEqualTo(name);
  }
}

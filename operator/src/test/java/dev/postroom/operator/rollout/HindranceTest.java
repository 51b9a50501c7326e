package dev.postroom.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.render.FieldProblem;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class HindranceTest {

  private static final FieldProblem EXPIRED =
      new FieldProblem("spec.tls.secretName", "has expired");

  @Test
  void aCertificateThatExpiredUnderAnEarlyOperatorKeepsNoFixFromItsPods() {
    var early = template("1-before-records.yaml");

    assertThat(Hindrance.ofPodsWithNew("mail-tls", EXPIRED).hinders(early)).isFalse();
    assertThat(Hindrance.ofPodsWithNew("another", EXPIRED).hinders(early)).isTrue();
  }

  private static PodTemplateSpec template(String file) {
    return Serialization.unmarshal(
            HindranceTest.class.getResourceAsStream("/templates/" + file), StatefulSet.class)
        .getSpec()
        .getTemplate();
  }
}

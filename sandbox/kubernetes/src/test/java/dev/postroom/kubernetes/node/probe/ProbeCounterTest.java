package dev.postroom.kubernetes.node.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ProbeBuilder;
import org.junit.jupiter.api.Test;

class ProbeCounterTest {

  @Test
  void threeFailuresInARowAreAVerdictByDefaultAndASuccessInBetweenStartsOver() {
    ProbeCounter counter = new ProbeCounter(new ProbeBuilder().build());
    assertThat(counter.answered(false)).isEmpty();
    assertThat(counter.answered(false)).isEmpty();
    assertThat(counter.answered(true)).contains(true);
    assertThat(counter.answered(false)).isEmpty();
    assertThat(counter.answered(false)).isEmpty();
    assertThat(counter.answered(false)).contains(false);
  }

  @Test
  void asManySuccessesAreNeededAsTheProbeSays() {
    ProbeCounter counter =
        new ProbeCounter(
            new ProbeBuilder().withSuccessThreshold(2).withFailureThreshold(1).build());
    assertThat(counter.answered(true)).isEmpty();
    assertThat(counter.answered(true)).contains(true);
    assertThat(counter.answered(false)).contains(false);
  }
}

package dev.postroom.kubernetes.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoopbackBlockTest {

  @Test
  void twoBlocksClaimedAtOnceShareNoAddress() throws Exception {
    try (LoopbackBlock one = LoopbackBlock.claim();
        LoopbackBlock other = LoopbackBlock.claim()) {
      assertThat(one.range(3)).matches("127\\.\\d+\\.3\\.0/24").isNotEqualTo(other.range(3));
      assertThat(one.address(0, 2).getHostAddress())
          .isNotEqualTo(other.address(0, 2).getHostAddress())
          .endsWith(".0.2");
    }
  }
}

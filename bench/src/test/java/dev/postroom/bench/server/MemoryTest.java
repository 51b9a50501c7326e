package dev.postroom.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void onlyTheWholeProportionalShareCounts() {
    assertThat(
            Memory.pssOf(
                List.of(
                    "55d0c8a00000-7ffd3b5e0000 ---p 00000000 00:00 0 [rollup]",
                    "Rss:                2048 kB",
                    "Pss:                1234 kB",
                    "Pss_Dirty:           900 kB")))
        .isEqualTo(1234);
  }

  @Test
  void thisProcessHasSomeAndAProcessThatIsNoneHasNothing() throws IOException {
    assertThat(Memory.pss(List.of(ProcessHandle.current().pid()))).isPositive();
    assertThat(Memory.pss(List.of(Long.valueOf(Integer.MAX_VALUE)))).isZero();
  }
}

package dev.postroom.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleTest {

  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Sample.of(List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4);
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Sample.of(List.of(8.0, 1.0, 4.0, 2.0)).median()).isEqualTo(3);
  }

  @Test
  void theSpreadIsHalfTheRangeAsPartOfTheMedian() {
    assertThat(Sample.of(List.of(90.0, 100.0, 130.0)).spread()).isCloseTo(0.2, within(1e-9));
  }

  @Test
  void oneValueHasNoSpread() {
    assertThat(Sample.of(List.of(0.0)).spread()).isZero();
  }

  @Test
  void nothingAndWhatIsNoNumberAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Sample.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sample.of(List.of(1.0, Double.POSITIVE_INFINITY)));
  }
}

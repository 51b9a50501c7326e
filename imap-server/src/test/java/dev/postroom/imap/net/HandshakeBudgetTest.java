package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HandshakeBudgetTest {

  private final AtomicLong time = new AtomicLong(-5);
  private final HandshakeBudget budget = new HandshakeBudget(time::get);

  @Test
  void asManyAreSpentAtOnceAsInASecondAndNoMore() {
    assertThat(spent()).isEqualTo(HandshakeBudget.PER_SECOND);
  }

  @Test
  void itComesBackInTimeAndIsNotSavedForLongerThanASecond() {
    spent();

    pass(Duration.ofMillis(100));
    assertThat(spent()).isEqualTo(HandshakeBudget.PER_SECOND / 10);
    pass(Duration.ofHours(1));
    assertThat(spent()).isEqualTo(HandshakeBudget.PER_SECOND);
  }

  private int spent() {
    int spent = 0;
    while (budget.spend()) {
      spent++;
    }
    return spent;
  }

  private void pass(Duration duration) {
    time.addAndGet(duration.toNanos());
  }
}

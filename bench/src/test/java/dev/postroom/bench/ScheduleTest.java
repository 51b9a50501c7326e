package dev.postroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void everyRoundBeginsWithTheNextServer() {
    List<String> servers = List.of("a", "b", "c");

    assertThat(Schedule.order(servers, 0)).containsExactly("a", "b", "c");
    assertThat(Schedule.order(servers, 1)).containsExactly("b", "c", "a");
    assertThat(Schedule.order(servers, 2)).containsExactly("c", "a", "b");
    assertThat(Schedule.order(servers, 3)).containsExactly("a", "b", "c");
  }
}

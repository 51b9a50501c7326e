package dev.postroom.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetArgumentsTest {

  @Test
  void withoutWordsItIsFiveHundredServersAndTwoIdleMinutes() {
    assertThat(FleetArguments.parse(List.of()))
        .isEqualTo(new FleetArguments(500, Duration.ofMinutes(2)));
  }

  @Test
  void aSmallerFleetCanBeAskedFor() {
    assertThat(FleetArguments.parse(List.of("--idle", "5", "--servers", "3")))
        .isEqualTo(new FleetArguments(3, Duration.ofSeconds(5)));
  }

  @ParameterizedTest
  @CsvSource({
    "--servers 0,      '--servers takes a number from 1 to 2000, not 0'",
    "--servers 2001,   '--servers takes a number from 1 to 2000, not 2001'",
    "--servers many,   '--servers takes a number from 1 to 2000, not many'",
    "--idle,           '--idle needs a value'",
    "--help me,        '--help is no option'"
  })
  void whatCannotBeDoneIsRefusedWithWords(String words, String refusal) {
    assertThatThrownBy(() -> FleetArguments.parse(List.of(words.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(refusal);
  }
}

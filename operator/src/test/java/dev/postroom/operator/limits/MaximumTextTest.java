package dev.postroom.operator.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaximumTextTest {

  private static final Instant SINCE = Instant.parse("2026-11-22T12:00:07Z");

  private static final String TEXT =
      """
      connections: 800
      since: 2026-11-22T12:00:07Z
      needed: 2026-11-22T12:05:00Z
      reason: ServerFull
      message: all places were taken
      """;

  @Test
  void aPersonCanReadItAndItSurvives() throws IOException {
    var maximum =
        new Maximum(
            800,
            SINCE,
            Instant.parse("2026-11-22T12:09:59Z"),
            MaximumReason.ServerFull,
            "all places were taken");

    assertThat(MaximumText.render(maximum).replace("\"", "")).isEqualTo(TEXT);
    assertThat(MaximumText.parse(MaximumText.render(maximum)))
        .isEqualTo(maximum.neededAt(Instant.parse("2026-11-22T12:05:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "connections: 0", "connections: many", "[]", ""})
  void whatIsNoMaximumIsRefused(String text) {
    assertThatThrownBy(() -> MaximumText.parse(text)).isInstanceOf(IOException.class);
  }
}

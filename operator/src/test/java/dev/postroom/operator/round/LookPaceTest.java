package dev.postroom.operator.round;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.peers.HttpPeerReports;
import dev.postroom.operator.peers.ReportBells;
import dev.postroom.operator.peers.SourceTrust;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LookPaceTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Look LAST =
      new Look(NOON, List.of(), new SourceTrust.Unknown("no pod gave a report"));

  private final HttpClient http = HttpClient.newHttpClient();
  private final ReportBells bells =
      new ReportBells(http, new HttpPeerReports(http), InstantSource.system());
  private final LookPace pace = new LookPace(bells, new Random(1));

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void anIntervalAfterTheLastLookTheNextOneIsDue() {
    for (int i = 0; i < 1000; i++) {
      var next = pace.untilNext(LAST, INTERVAL, NOON.plusMillis(300));
      // So early that it counts as in time.
      assertThat(next).isBetween(Duration.ofMillis(1501), Duration.ofMillis(1700));
    }
  }

  @Test
  void oneWhoWasLookedAtLateIsNotLookedAtWithoutARest() {
    assertThat(pace.untilNext(LAST, INTERVAL, NOON.plusSeconds(60)))
        .isBetween(Duration.ofMillis(801), Duration.ofSeconds(1));
  }

  @Test
  void aClockThatWasSetBackMakesNobodyWait() {
    assertThat(pace.untilNext(LAST, INTERVAL, NOON.minusSeconds(3600)))
        .isLessThanOrEqualTo(INTERVAL);
  }

  @Test
  void whoIsListenedToIsLookedAtSeldom() {
    for (int i = 0; i < 1000; i++) {
      assertThat(pace.calm()).isBetween(Duration.ofMillis(7501), LookPace.CALM);
    }
  }

  @Test
  void nobodyIsLookedAtMoreOftenBecauseHeIsListenedTo() {
    var minute = Duration.ofMinutes(1);

    assertThat(pace.listen(new ServerMemory(), List.of(), minute, () -> {}, NOON))
        .isGreaterThan(Duration.ofSeconds(59));
  }

  @Test
  void withoutATokenNobodyIsListenedTo() {
    assertThat(pace.listen(new ServerMemory(), List.of(), INTERVAL, () -> {}, NOON))
        .isLessThanOrEqualTo(INTERVAL);
  }

  @Test
  void serversThatBeganTogetherAreSpreadOverTheTimeBetweenTwoLooks() {
    int servers = 500;
    var due = IntStream.range(0, servers).mapToObj(_ -> Duration.ZERO).toList();
    for (int round = 0; round < 12; round++) {
      due = due.stream().map(last -> last.plus(pace.calm())).toList();
    }

    var inEachSecond =
        due.stream()
            .collect(Collectors.groupingBy(next -> next.toSeconds() % 10, Collectors.counting()));
    assertThat(inEachSecond).hasSize(10);
    assertThat(inEachSecond.values()).allSatisfy(looks -> assertThat(looks).isBetween(20L, 90L));
  }
}

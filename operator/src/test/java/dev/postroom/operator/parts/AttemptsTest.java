package dev.postroom.operator.parts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.apply.ApplyFailure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parts of a reconciliation that fail, and what goes on meanwhile. */
class AttemptsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final Attempts attempts = new Attempts(new PartMetrics(registry));
  private final List<Part> done = new ArrayList<>();

  @Test
  void aPartThatFailedWaitsTwiceAsLongEachTimeUpToTheCeilingAndNeverGivesUp() {
    var waits = new ArrayList<Duration>();
    var now = NOON;
    for (int times = 1; times <= 100; times++) {
      fail(Part.OBJECTS, 1, now, FORBIDDEN);
      var wait = attempts.next(now).orElseThrow();
      waits.add(wait);
      now = now.plus(wait);
    }

    assertThat(waits.subList(0, 9))
        .extracting(Duration::toMillis)
        .containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 32_000L, 60_000L, 60_000L);
    assertThat(waits.getLast()).isEqualTo(Attempts.CEILING);
    assertThat(done).hasSize(100);
  }

  @Test
  void aPartIsLeftAloneUntilItIsDueAndTheOthersGoOn() {
    fail(Part.OBJECTS, 1, NOON, FORBIDDEN);

    succeed(Part.OBJECTS, 1, NOON.plusMillis(499));
    succeed(Part.LIMITS, 1, NOON.plusMillis(499));
    succeed(Part.OBJECTS, 1, NOON.plusMillis(500));

    assertThat(done).containsExactly(Part.OBJECTS, Part.LIMITS, Part.OBJECTS);
    assertThat(attempts.failures()).isEmpty();
    assertThat(attempts.next(NOON)).isEmpty();
  }

  @Test
  void anEditOfTheServerIsTriedAtOnce() {
    fail(Part.OBJECTS, 1, NOON, FORBIDDEN);

    succeed(Part.OBJECTS, 2, NOON.plusMillis(1));

    assertThat(done).containsExactly(Part.OBJECTS, Part.OBJECTS);
  }

  @Test
  void limitsAreTriedAtEveryRoundHoweverOftenTheyFailed() {
    for (int round = 0; round < 10; round++) {
      fail(Part.LIMITS, 1, NOON.plusSeconds(round), UNAVAILABLE);
    }

    assertThat(done).hasSize(10);
  }

  @Test
  void whatLastsIsToldAtOnceAndWhatPassesOnlyWhenItDidNot() {
    fail(Part.OBJECTS, 1, NOON, FORBIDDEN);
    fail(Part.LIMITS, 1, NOON, UNAVAILABLE);
    assertThat(attempts.failures())
        .extracting(ApplyFailure::reason)
        .containsExactly(ApplyFailure.Reason.Forbidden);
    assertThat(
            registry
                .get("postroom.part.failures")
                .tags("part", "limits", "reason", "ServerError")
                .counter()
                .count())
        .isEqualTo(1);

    fail(Part.LIMITS, 1, NOON, UNAVAILABLE);
    fail(Part.LIMITS, 1, NOON, UNAVAILABLE);
    assertThat(attempts.failures())
        .extracting(ApplyFailure::reason)
        .containsExactly(ApplyFailure.Reason.ServerError, ApplyFailure.Reason.Forbidden);
  }

  @Test
  void aDefectOfOnePartIsToldAndHoldsUpNoOther() {
    attempts.run(
        Part.OBJECTS,
        1,
        NOON,
        () -> {
          throw new NullPointerException("no metadata");
        });
    succeed(Part.LIMITS, 1, NOON);

    assertThat(done).containsExactly(Part.LIMITS);
    assertThat(attempts.failures())
        .containsExactly(
            new ApplyFailure(
                ApplyFailure.Reason.OperatorFailed,
                "java.lang.NullPointerException: no metadata; it is tried again; that is a defect,"
                    + " please report it with the operator's log"));
    assertThat(attempts.next(NOON)).contains(Attempts.FIRST);
  }

  private void succeed(Part part, long generation, Instant now) {
    attempts.run(part, generation, now, () -> done.add(part));
  }

  private void fail(Part part, long generation, Instant now, int code) {
    attempts.run(
        part,
        generation,
        now,
        () -> {
          done.add(part);
          throw new KubernetesClientException("no", code, null);
        });
  }
}

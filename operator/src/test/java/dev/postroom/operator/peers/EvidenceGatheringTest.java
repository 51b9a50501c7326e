package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postroom.operator.Reports;
import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.EvidenceOf;
import dev.postroom.operator.limits.LimitRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvidenceGatheringTest {

  private static final String OFFICE = "203.0.113.7";

  private static final LimitRules RULES = LimitRules.of(Servers.spec("{}").connections());

  private final EvidenceGathering gathering = new EvidenceGathering(RULES, NOON);

  @Test
  void aRefusalCountsUntilARoundAnsweredIt() {
    var look = look("mail-0", NOON, 4, NOON.minusSeconds(1));
    var seen = RefusalMarks.NONE.seen(look);

    assertThat(refusedAt(look, seen)).isEqualTo(4);
    assertThat(refusedAt(look, seen.seen(look))).isEqualTo(4);
    assertThat(refusedAt(look, seen.answered(look).seen(look))).isZero();
  }

  @Test
  void aRefusalFromBeforeTheLimitRoseIsNoSign() {
    var before = look("mail-0", NOON, 4, NOON.minusSeconds(1));
    var marks = RefusalMarks.NONE.seen(before).answered(before);
    var inForce = NOON.plusMillis(700);

    var early = look("mail-0", NOON.plusSeconds(2), 8, NOON.plusMillis(600), inForce);
    var late = look("mail-0", NOON.plusSeconds(2), 8, NOON.plusMillis(800), inForce);

    assertThat(refusedAt(early, marks.seen(early))).isZero();
    assertThat(refusedAt(late, marks.seen(late))).isEqualTo(8);
  }

  @Test
  void filesThatChangeForSomebodyElseLoseNoRefusal() {
    var before = look("mail-0", NOON, 4, NOON.minusSeconds(1));
    var marks = RefusalMarks.NONE.seen(before).answered(before);

    var moved = look("mail-0", NOON.plusSeconds(2), 4, NOON.plusMillis(600), NOON.plusMillis(700));

    assertThat(refusedAt(moved, marks.seen(moved))).isEqualTo(4);
  }

  @Test
  void aRaiseThatWasSeenInForceIsNotMovedByLaterFiles() {
    var before = look("mail-0", NOON, 4, NOON.minusSeconds(1));
    var raised = look("mail-0", NOON.plusSeconds(2), 8, NOON.minusSeconds(1), NOON.plusMillis(700));
    var later =
        look("mail-0", NOON.plusSeconds(4), 8, NOON.plusMillis(2500), NOON.plusMillis(3000));
    var marks = RefusalMarks.NONE.seen(before).answered(before).seen(raised);

    assertThat(refusedAt(later, marks.seen(later))).isEqualTo(8);
  }

  @Test
  void eachPodHasItsOwnClockAndItsOwnMomentOfTheRaise() {
    var before =
        List.of(
            pod("mail-0", NOON, 4, NOON, Instant.EPOCH),
            pod("mail-1", NOON.plusSeconds(20), 4, NOON, Instant.EPOCH));
    var marks = RefusalMarks.NONE.seen(before).answered(before);
    var after =
        List.of(
            pod("mail-0", NOON.plusSeconds(2), 8, NOON.plusMillis(100), NOON.plusMillis(200)),
            pod(
                "mail-1",
                NOON.plusSeconds(22),
                8,
                NOON.plusMillis(21_000),
                NOON.plusMillis(20_900)));

    assertThat(refusedAt(after, marks.seen(after))).isEqualTo(8);
    assertThat(refusedAt(after.subList(0, 1), marks.seen(after))).isZero();
  }

  @Test
  void aMissedReportLosesNoRefusal() {
    var before = look("mail-0", NOON, 4, NOON.minusSeconds(1));
    List<PodReport> missing = List.of(new PodReport.Missing("mail-0", "timeout"));
    var after = look("mail-0", NOON.plusSeconds(40), 4, NOON.plusSeconds(3));
    var marks = RefusalMarks.NONE.seen(before).answered(before).seen(missing);

    assertThat(refusedAt(after, marks.seen(after))).isEqualTo(4);
  }

  @Test
  void aRefusalDoesNotWaitForEver() {
    var before = look("mail-0", NOON, 4, NOON.minusSeconds(1));
    var marks = RefusalMarks.NONE.seen(before).answered(before);
    var refused = NOON.plusSeconds(1);

    var inTime = look("mail-0", refused.plus(RefusalMarks.OLDEST).minusSeconds(1), 4, refused);
    var tooLate = look("mail-0", refused.plus(RefusalMarks.OLDEST), 4, refused);

    assertThat(refusedAt(inTime, marks.seen(inTime))).isEqualTo(4);
    assertThat(refusedAt(tooLate, marks.seen(tooLate))).isZero();
  }

  @Test
  void anOperatorThatStartsTakesFilesOfJustNowForARaise() {
    var look = look("mail-0", NOON, 64, NOON.minusSeconds(2), NOON.minusSeconds(1));

    assertThat(refusedAt(look, RefusalMarks.NONE.seen(look))).isZero();
  }

  @Test
  void aServerThatForgotItsRefusalsIsNoMistake() {
    var before = look("mail-0", NOON, 4, NOON.minusSeconds(1));
    var marks = RefusalMarks.NONE.seen(before).answered(before);
    List<PodReport> after =
        List.of(
            new PodReport.Given(
                "mail-0", Reports.of("mail-0").at(NOON.plusSeconds(2)).peer(OFFICE, 1).build()));

    assertThat(gathering.gather(after, marks.seen(after)).evidence())
        .containsExactly(
            EvidenceOf.peer(OFFICE).open(1).users(1).busiestUser(1).refused(0).limits(4).build());
  }

  @Test
  void timesBeyondAllCalendarsDoNoHarm() {
    for (var at : List.of(Instant.MIN, NOON, Instant.MAX)) {
      for (var refused : List.of(Instant.MIN, Instant.MAX)) {
        for (var files : List.of(Instant.MIN, Instant.MAX)) {
          var look = look("mail-0", at, 4, refused, files);
          var marks = RefusalMarks.NONE.seen(look).answered(look).seen(look);

          assertThat(gathering.gather(look, marks).evidence()).hasSize(1);
        }
      }
    }
  }

  @Test
  void marksOfPodsThatAreGoneAreForgotten() {
    var look = look("mail-0", NOON, 4, NOON);

    assertThat(RefusalMarks.NONE.seen(look).seen(look("mail-1", NOON, 4, NOON)).pods())
        .containsOnlyKeys("mail-1");
  }

  @Test
  void theBusiestPodCountsForConnectionsAndUsers() {
    List<PodReport> look =
        List.of(
            new PodReport.Given(
                "mail-0", Reports.of("mail-0").peer(OFFICE, 4, 3, Optional.of(NOON)).build()),
            new PodReport.Given(
                "mail-1", Reports.of("mail-1").peer(OFFICE, 2, 5, Optional.empty()).build()));

    assertThat(gathering.gather(look, RefusalMarks.NONE.seen(look)).evidence())
        .containsExactly(
            EvidenceOf.peer(OFFICE)
                .open(4)
                .users(5)
                .busiestUser(2)
                .logins(8)
                .refusedAt(4)
                .limits(4)
                .build());
  }

  @Test
  void addressesOfOneIpv6PrefixAreOnePeer() {
    var report = Reports.of("mail-0").peer("2001:db8:1:2::a", 4).peer("2001:db8:1:2::b", 2).build();
    List<PodReport> look = List.of(new PodReport.Given("mail-0", report));

    assertThat(gathering.gather(look, RefusalMarks.NONE).evidence())
        .extracting(Evidence::peer, Evidence::connections)
        .containsExactly(tuple("2001:db8:1:2:0:0:0:0/64", 4));
  }

  private int refusedAt(List<PodReport> look, RefusalMarks marks) {
    return gathering.gather(look, marks).evidence().getFirst().refusedAt();
  }

  private static List<PodReport> look(String pod, Instant at, int limit, Instant refused) {
    return look(pod, at, limit, refused, NOON.minusSeconds(3600));
  }

  private static List<PodReport> look(
      String pod, Instant at, int limit, Instant refused, Instant filesSince) {
    return List.of(pod(pod, at, limit, refused, filesSince));
  }

  private static PodReport pod(
      String pod, Instant at, int limit, Instant refused, Instant filesSince) {
    return new PodReport.Given(
        pod,
        Reports.of(pod)
            .at(at)
            .filesSince(filesSince)
            .peer(OFFICE, limit, 3, limit, Optional.of(refused))
            .build());
  }
}

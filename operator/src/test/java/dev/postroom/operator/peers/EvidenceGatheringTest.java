package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.Peer.UsersWithin;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.RefusalCounts;
import dev.postroom.operator.Reports;
import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.EvidenceOf;
import dev.postroom.operator.limits.LimitRules;
import dev.postroom.operator.limits.PodUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvidenceGatheringTest {

  private static final String OFFICE = "203.0.113.7";
  private static final String OTHER = "203.0.113.8";
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  private static final LimitRules RULES = LimitRules.of(Servers.spec("{}").connections());

  private final EvidenceGathering gathering = new EvidenceGathering(RULES, NOON, Set.of());

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
  void aPodThatRestartedByAClockThatIsSlowLosesNoRefusal() {
    var before = look("mail-0", NOON, 4, NOON.minusSeconds(1));
    var marks = RefusalMarks.NONE.seen(before).answered(before);
    var started = NOON.minusSeconds(20);
    List<PodReport> after =
        List.of(
            given(
                Reports.of("mail-0")
                    .at(NOON.minusSeconds(5))
                    .startedAt(started)
                    .filesSince(started)
                    .peer(OFFICE, 4, 3, 4, Optional.of(NOON.minusSeconds(6)))
                    .build()));

    assertThat(refusedAt(after, marks.seen(after))).isEqualTo(4);
  }

  /** By less than makes its reports stale. */
  @Test
  void aPodWhoseClockIsSetBackLosesNoRefusalAndRepeatsNone() {
    var before = look("mail-0", NOON.plusSeconds(20), 4, NOON.plusSeconds(19));
    var same = look("mail-0", NOON.plusSeconds(2), 4, NOON.plusSeconds(19));
    var more = look("mail-0", NOON.plusSeconds(4), 4, NOON.plusSeconds(3));
    var marks = RefusalMarks.NONE.seen(before).answered(before).seen(same);

    assertThat(refusedAt(same, marks)).isZero();
    assertThat(refusedAt(more, marks.answered(same).seen(more))).isEqualTo(4);
  }

  @Test
  void aPodWhoseClockIsSetBackAfterARaiseLosesNoRefusalAtTheNewLimit() {
    var before = look("mail-0", NOON.plusSeconds(18), 4, NOON.plusSeconds(17));
    var raised =
        look("mail-0", NOON.plusSeconds(20), 8, NOON.plusSeconds(17), NOON.plusSeconds(19));
    var back = look("mail-0", NOON.plusSeconds(2), 8, NOON.plusSeconds(17), NOON.plusSeconds(19));
    var more = look("mail-0", NOON.plusSeconds(4), 8, NOON.plusSeconds(3), NOON.plusSeconds(19));
    var marks =
        RefusalMarks.NONE
            .seen(before)
            .answered(before)
            .seen(raised)
            .answered(raised)
            .seen(back)
            .answered(back);

    assertThat(refusedAt(back, marks)).isZero();
    assertThat(refusedAt(more, marks.seen(more))).isEqualTo(8);
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

  @Test
  void whatEveryPodSaysIsCertain() {
    var gathered =
        gather(report("mail-0").peer(OFFICE, 4).build(), report("mail-1").peer(OTHER, 4).build());

    assertThat(gathered.absenceCertain()).isTrue();
    assertThat(gathered.evidence()).allMatch(Evidence::certain);
  }

  @Test
  void aReportThatWasCutShortByStrangersStillHasAllWhoAreRaised() {
    var gathered =
        gather(
            report("mail-0")
                .peer(OFFICE, 4)
                .peer("10.0.0.1", 1, 0, Optional.of(NOON))
                .truncated()
                .build());

    assertThat(gathered.absenceCertain()).isTrue();
    assertThat(gathered.evidence()).allMatch(Evidence::certain);
  }

  @Test
  void aReportThatHadNoRoomForAllWhoAreKnownTellsOnlyOfThoseItHas() {
    var gathered =
        gather(
            report("mail-0").peer(OFFICE, 4).truncated().build(),
            report("mail-1").peer(OFFICE, 4).peer(OTHER, 4).build());

    assertThat(gathered.absenceCertain()).isFalse();
    assertThat(gathered.evidence())
        .extracting(Evidence::peer, Evidence::certain)
        .containsExactlyInAnyOrder(tuple(OFFICE, true), tuple(OTHER, false));
  }

  @Test
  void aPodThatIsSilentOrStaleOrHasJustStartedTellsOfNobodyThatHeIsGone() {
    var old = NOON.minus(RULES.stale()).minusSeconds(1);
    var young = NOON.minus(RULES.warmUp()).plusSeconds(1);
    for (PodReport pod :
        List.of(
            new PodReport.Missing("mail-0", "timeout"),
            given(Reports.of("mail-0").at(old).peer(OFFICE, 4).build()),
            given(report("mail-0").startedAt(young).peer(OFFICE, 4).build()))) {
      var look = List.of(pod, given(report("mail-1").peer(OFFICE, 2).build()));

      var gathered = gathering.gather(look, RefusalMarks.NONE);

      assertThat(gathered.absenceCertain()).isFalse();
      assertThat(gathered.evidence()).isNotEmpty().noneMatch(Evidence::certain);
    }
  }

  @Test
  void aPodThatAlwaysSaysItHasJustStartedIsBelievedAtLast() {
    var look = List.of(given(report("mail-0").startedAt(NOON.minusSeconds(1)).build()));

    var gathered =
        new EvidenceGathering(RULES, NOON, Set.of("mail-0")).gather(look, RefusalMarks.NONE);

    assertThat(gathered.absenceCertain()).isTrue();
  }

  @Test
  void usersCountWithinTheShortestWindowThatIsLongEnough() {
    var peer =
        peer(0, new UsersWithin(QUARTER, 3), new UsersWithin(HOUR, 7), new UsersWithin(DAY, 40));

    assertThat(users(RULES, peer)).isEqualTo(7);
    assertThat(users(rules("usersWithinSeconds: 60"), peer)).isEqualTo(3);
    assertThat(users(rules("usersWithinSeconds: 3601"), peer)).isEqualTo(40);
  }

  @Test
  void aServerWithShorterWindowsIsTakenByItsLongestAndAnOldOneByItsOnlyNumber() {
    assertThat(users(RULES, peer(0, new UsersWithin(QUARTER, 3)))).isEqualTo(3);
    assertThat(users(RULES, peer(0))).isEqualTo(5);
  }

  @Test
  void anAddressWhoseNetworkIsFullIsToldFromHowItsCounterGrowsUnlessThePodRestarted() {
    var before = List.of(given(report("mail-0").peer(peer(3)).build()));
    var same = List.of(given(report("mail-0").peer(peer(3)).build()));
    var more = List.of(given(report("mail-0").peer(peer(4)).build()));
    var restarted =
        List.of(given(report("mail-0").startedAt(NOON.minusSeconds(1)).peer(peer(9)).build()));
    var marks = RefusalMarks.NONE.seen(before);

    assertThat(isNetworkFull(before, marks)).isFalse();
    assertThat(isNetworkFull(same, marks.seen(same))).isFalse();
    assertThat(isNetworkFull(more, marks.seen(more))).isTrue();
    assertThat(isNetworkFull(restarted, marks.seen(restarted))).isFalse();
  }

  @Test
  void whatIsOpenIsToldByPodWithAllAddressesOfAPrefixTogether() {
    var gathered =
        gather(
            report("mail-0").peer("2001:db8:1:2::a", 4).peer("2001:db8:1:2::b", 2).build(),
            report("mail-1").peer(OFFICE, 3).build());

    assertThat(gathered.uses())
        .containsExactly(
            new PodUse(6, Map.of("2001:db8:1:2:0:0:0:0/64", 6)), new PodUse(3, Map.of(OFFICE, 3)));
  }

  private boolean isNetworkFull(List<PodReport> look, RefusalMarks marks) {
    return gathering.gather(look, marks).evidence().getFirst().networkFull();
  }

  private static int users(LimitRules rules, Peer peer) {
    var look = List.<PodReport>of(given(report("mail-0").peer(peer).build()));
    return new EvidenceGathering(rules, NOON, Set.of())
        .gather(look, RefusalMarks.NONE)
        .evidence()
        .getFirst()
        .users();
  }

  private static LimitRules rules(String autoRaise) {
    return LimitRules.of(
        Servers.spec("connections: {perAddress: {autoRaise: {%s}}}".formatted(autoRaise))
            .connections());
  }

  private EvidenceGathering.Gathered gather(PeerReport... reports) {
    return gathering.gather(
        Stream.of(reports).map(EvidenceGatheringTest::given).toList(), RefusalMarks.NONE);
  }

  private static Reports report(String pod) {
    return Reports.of(pod).at(NOON);
  }

  private static PodReport given(PeerReport report) {
    return new PodReport.Given(report.server(), report);
  }

  private static Peer peer(long networkFull, UsersWithin... usersWithin) {
    return new Peer(
        OFFICE,
        4,
        0,
        4,
        20,
        Peer.LimitSource.MAXPERIP,
        0,
        Optional.empty(),
        new RefusalCounts(0, 0, networkFull, 0, 0, 0),
        5,
        List.of(usersWithin),
        5,
        0,
        4,
        1,
        NOON);
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

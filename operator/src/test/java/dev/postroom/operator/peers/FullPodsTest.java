package dev.postroom.operator.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.Connections.UsersBySessions;
import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.RefusalCounts;
import dev.postroom.operator.Reports;
import dev.postroom.operator.limits.PodPlaces;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FullPodsTest {

  private static final int PER_USER = 10;
  private static final Instant STARTED = Reports.NOON.minusSeconds(3600);

  @Test
  void onlyWhoWasTurnedAwaySinceTheLastLookCounts() {
    var marks = FullPods.NONE.seen(List.of(pod(STARTED, 5)));

    assertThat(FullPods.NONE.places(List.of(pod(STARTED, 5)), PER_USER))
        .containsExactly(new PodPlaces("mail-0", 21, 18, 10, 400, 0));
    assertThat(marks.places(List.of(pod(STARTED, 5)), PER_USER).getFirst().turnedAway()).isZero();
    assertThat(marks.places(List.of(pod(STARTED, 9)), PER_USER).getFirst().turnedAway())
        .isEqualTo(4);
  }

  @Test
  void thoseCountAsLoggedInThatAReportHasNoRoomFor() {
    var cut = pod(new Connections(390, 380, 400, 500, 0, List.of(new UsersBySessions(5, 76))));

    assertThat(FullPods.NONE.places(List.of(cut), PER_USER))
        .containsExactly(new PodPlaces("mail-0", 390, 380, 380, 400, 0));
  }

  @Test
  void anAccountCountsOnceHoweverManyAddressesItComesFrom() {
    var stolen =
        pod(
            new Connections(
                390,
                380,
                400,
                500,
                0,
                List.of(new UsersBySessions(5, 16), new UsersBySessions(300, 1))));

    assertThat(FullPods.NONE.places(List.of(stolen), PER_USER))
        .containsExactly(new PodPlaces("mail-0", 390, 380, 90, 400, 0));
  }

  @Test
  void noMoreHaveEarnedAPlaceThanHaveOne() {
    var lying =
        pod(
            new Connections(
                390, 20, 400, 500, 0, List.of(new UsersBySessions(9, Integer.MAX_VALUE))));

    assertThat(FullPods.NONE.places(List.of(lying), PER_USER))
        .containsExactly(new PodPlaces("mail-0", 390, 20, 20, 400, 0));
  }

  private static PodReport pod(Connections connections) {
    var told = Reports.of("mail-0").truncated().build();
    return new PodReport.Given("mail-0", Reports.with(told, connections));
  }

  @Test
  void aPodThatStartedAnewOrForgotAnAddressTurnedNobodyAway() {
    var marks = FullPods.NONE.seen(List.of(pod(STARTED, 5)));

    assertThat(marks.places(List.of(pod(Reports.NOON, 9)), PER_USER).getFirst().turnedAway())
        .isZero();
    assertThat(marks.places(List.of(pod(STARTED, 2)), PER_USER).getFirst().turnedAway()).isZero();
  }

  @Test
  void aPodThatDoesNotAnswerKeepsItsCount() {
    var marks =
        FullPods.NONE
            .seen(List.of(pod(STARTED, 5)))
            .seen(List.of(new PodReport.Missing("mail-0", "no route to host")));

    assertThat(marks.places(List.of(pod(STARTED, 6)), PER_USER).getFirst().turnedAway())
        .isEqualTo(1);
    assertThat(marks.seen(List.of())).isEqualTo(FullPods.NONE);
  }

  /** Else the refusals of the moment until the pods had it would have it doubled twice. */
  @Test
  void whoWasTurnedAwayBeforeThePodGotMorePlacesDoesNotCountAgain() {
    var marks = FullPods.NONE.seen(List.of(pod(STARTED, 5)));

    assertThat(marks.places(List.of(pod(STARTED, 9, 800)), PER_USER).getFirst().turnedAway())
        .isZero();
    var later = marks.seen(List.of(pod(STARTED, 9, 800)));
    assertThat(later.places(List.of(pod(STARTED, 11, 800)), PER_USER).getFirst().turnedAway())
        .isEqualTo(2);
  }

  private static PodReport pod(Instant startedAt, long serverFull) {
    return pod(startedAt, serverFull, 400);
  }

  private static PodReport pod(Instant startedAt, long serverFull, int maximum) {
    var told = Reports.of("mail-0").peer("203.0.113.7", 21).build();
    var peer = told.peers().getFirst();
    return new PodReport.Given(
        "mail-0",
        new PeerReport(
            told.version(),
            told.at(),
            startedAt,
            told.server(),
            told.window(),
            told.configuration(),
            new Connections(21, 18, maximum, 100, serverFull, List.of(new UsersBySessions(18, 1))),
            told.sources(),
            List.of(
                new Peer(
                    peer.address(),
                    21,
                    3,
                    21,
                    peer.limit(),
                    peer.limitSource(),
                    0,
                    peer.lastRefused(),
                    new RefusalCounts(0, 0, 0, serverFull, 0, 0),
                    1,
                    List.of(),
                    1,
                    0,
                    18,
                    18,
                    peer.lastSeen())),
            false));
  }
}

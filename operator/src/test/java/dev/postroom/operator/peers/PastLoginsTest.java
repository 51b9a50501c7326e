package dev.postroom.operator.peers;

import static dev.postroom.operator.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.RefusalCounts;
import dev.postroom.operator.Reports;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.EvidenceOf;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PastLoginsTest {

  private static final String GUESSER = "198.51.100.66";
  private static final Instant FIRST = NOON.minusSeconds(3600);
  private static final Instant SECOND = NOON.plusSeconds(30);
  private static final Evidence EVIDENCE =
      EvidenceOf.peer(GUESSER).users(3).logins(3).failedLogins(1).build();

  @Test
  void whatAPodCountedBeforeItsRestartIsAdded() {
    var before = PastLogins.NONE.seen(look("mail-0", FIRST, 9, 300), NOON);
    var after = look("mail-0", SECOND, 3, 1);

    var judged = judged(before.seen(after, SECOND), after);

    assertThat(judged.logins()).isEqualTo(12);
    assertThat(judged.failedLogins()).isEqualTo(301);
  }

  @Test
  void whatAPodCountsItselfIsNotCountedTwice() {
    var look = look("mail-0", FIRST, 9, 300);

    assertThat(judged(PastLogins.NONE.seen(look, NOON), look)).isEqualTo(EVIDENCE);
  }

  @Test
  void whatAPodCountedThatIsNotReadyIsAddedToWhatOthersCount() {
    var both = List.of(pod("mail-0", FIRST, 3, 1), pod("mail-1", FIRST, 9, 300));
    var one = look("mail-0", FIRST, 3, 1);
    var past = PastLogins.NONE.seen(both, NOON).seen(one, NOON.plusSeconds(2));

    assertThat(judged(past, one).failedLogins()).isEqualTo(301);
    assertThat(judged(past.seen(both, NOON.plusSeconds(4)), both)).isEqualTo(EVIDENCE);
  }

  @Test
  void itIsForgottenWhenTheServerWouldHaveForgottenIt() {
    var before = PastLogins.NONE.seen(look("mail-0", FIRST, 9, 300), NOON);
    var after = look("mail-0", SECOND, 3, 1);

    assertThat(judged(before.seen(after, NOON.plus(PastLogins.KEPT)), after)).isEqualTo(EVIDENCE);
  }

  @Test
  void nothingIsForgivenHoweverOftenAPodRestarts() {
    var past = PastLogins.NONE.seen(look("mail-0", FIRST, 9, 300), NOON);
    var now = NOON;
    for (int restart = 0; restart < 80; restart++) {
      now = now.plusSeconds(10);
      past = past.seen(look("mail-0", now, 1, 0), now);
    }
    var last = look("mail-0", now.plusSeconds(1), 0, 0);

    var judged = judged(past.seen(last, now.plusSeconds(1)), last);

    assertThat(judged.failedLogins()).isEqualTo(301);
    assertThat(judged.logins()).isEqualTo(3 + 9 + 80);
  }

  /** To the minute, where a pod restarts so often that its starts are summed up. */
  @Test
  void whatWasCountedBeforeManyRestartsIsForgottenAMinuteLateAtMost() {
    var past = PastLogins.NONE.seen(look("mail-0", FIRST, 0, 300), NOON.plusSeconds(1));
    for (int restart = 2; restart < 9; restart++) {
      var now = NOON.plusSeconds(restart);
      past = past.seen(look("mail-0", now, 0, 0), now);
    }
    var kept = NOON.plusSeconds(1).plus(PastLogins.KEPT);
    var late = kept.plusSeconds(59);

    assertThat(judged(past.seen(List.of(), kept), List.of()).failedLogins()).isEqualTo(301);
    assertThat(judged(past.seen(List.of(), late), List.of()).failedLogins()).isEqualTo(1);
  }

  @Test
  void aStartThatIsShownAgainIsNotCountedTwice() {
    var before = look("mail-0", FIRST, 9, 300);
    var after = look("mail-0", SECOND, 0, 0);
    var past = PastLogins.NONE;
    for (int flip = 0; flip < 10; flip++) {
      past = past.seen(before, SECOND.plusSeconds(flip)).seen(after, SECOND.plusSeconds(flip));
    }

    assertThat(judged(past, after).failedLogins()).isEqualTo(301);
  }

  @Test
  void aPodThatSaysItStartsAllTheTimeFillsNoMemory() {
    var past = PastLogins.NONE;
    for (int second = 0; second < 3600; second++) {
      var now = NOON.plusSeconds(second);
      past = past.seen(look("mail-0", now, 1, 1), now);
    }

    assertThat(past.starts()).hasSize(PastLogins.MAX_STARTS);
    assertThat(past.earlier()).hasSizeLessThanOrEqualTo(16);
  }

  @Test
  void ofOneMinuteSoManyAddressesAreRememberedAsTwoReportsName() {
    var past = PastLogins.NONE;
    for (int start = 0; start < 6; start++) {
      var reports = Reports.of("mail-0").startedAt(NOON.plusSeconds(start));
      for (int peer = 0; peer < 1000; peer++) {
        reports.peer("198.18.%d.%d".formatted(50 * start + peer / 250, peer % 250), 1);
      }
      past =
          past.seen(
              List.of(new PodReport.Given("mail-0", reports.build())), NOON.plusSeconds(start + 1));
    }

    assertThat(past.earlier().values())
        .singleElement()
        .satisfies(peers -> assertThat(peers).hasSize(PastLogins.MAX_PEERS_A_MINUTE));
  }

  @Test
  void aRestartOfTheOperatorAfterThatOfAPodForgivesNothing() {
    var after = look("mail-0", SECOND, 3, 1);
    var past = PastLogins.NONE.seen(look("mail-0", FIRST, 9, 300), NOON).seen(after, SECOND);

    var kept = past.kept(after);

    assertThat(kept)
        .isEqualTo("2026-11-22T12:00:00Z mail-0 2026-11-22T11:00:00Z 198.51.100.66 9 300\n");
    var found = PastLogins.readBack(kept, SECOND.plusSeconds(60));
    assertThat(judged(found.seen(after, SECOND.plusSeconds(60)), after).failedLogins())
        .isEqualTo(301);
    assertThat(found.seen(after, NOON.plus(PastLogins.KEPT)).kept(after)).isEmpty();
  }

  @Test
  void whatIsSummedUpOverManyRestartsIsKeptAsWell() {
    var past = PastLogins.NONE.seen(look("mail-0", FIRST, 9, 300), NOON);
    var now = NOON;
    for (int restart = 0; restart < 80; restart++) {
      now = now.plusSeconds(5);
      past = past.seen(look("mail-0", now, 0, 1), now);
    }
    var last = look("mail-0", now.plusSeconds(1), 0, 0);
    past = past.seen(last, now.plusSeconds(1));

    var found = PastLogins.readBack(past.kept(last), now.plusSeconds(1));

    assertThat(judged(found, last)).isEqualTo(judged(past, last));
    assertThat(found.kept(last)).isEqualTo(past.kept(last)).contains(" - - ");
  }

  @Test
  void nothingIsKeptOfAPodThatSaysItAgainOrOfWhoLogsIn() {
    var before = look("mail-0", FIRST, 9, 300);
    var late = List.<PodReport>of(new PodReport.Missing("mail-0", "timeout"));
    var friendly = PastLogins.NONE.seen(look("mail-0", FIRST, 9, 9), NOON);

    assertThat(PastLogins.NONE.seen(before, NOON).kept(before)).isEmpty();
    assertThat(PastLogins.NONE.seen(before, NOON).kept(late)).isEmpty();
    assertThat(PastLogins.NONE.seen(before, NOON).kept(List.of())).isNotEmpty();
    assertThat(friendly.kept(List.of())).isEmpty();
  }

  @Test
  void whatIsKeptTakesSoMuchRoomAndNoMore() {
    var reports = Reports.of("mail-0").startedAt(FIRST);
    for (int peer = 0; peer < 1000; peer++) {
      reports.peer(
          guessing("198.18.%d.%d".formatted(peer / 250, peer % 250), 0, peer < 600 ? 1 : 2));
    }
    var past = PastLogins.NONE.seen(List.of(new PodReport.Given("mail-0", reports.build())), NOON);

    assertThat(past.kept(List.of()).lines())
        .hasSize(PastLoginsText.MAX_LINES)
        .filteredOn(line -> line.endsWith(" 0 2"))
        .hasSize(400);
  }

  @Test
  void whatAPersonWroteInsteadIsPassedOver() {
    var kept =
        """
        hello
        noon mail-0 2026-11-22T11:00:00Z 198.51.100.66 0 9
        2026-11-22T12:00:00Z mail-0 morning 198.51.100.66 0 9
        2026-11-22T12:00:00Z mail-0 2026-11-22T11:00:00Z 198.51.100.66 0 -9
        2026-11-22T12:00:00Z mail-0 2026-11-22T11:00:00Z 198.51.100.66 0 99999999999999999999
        3026-11-22T12:00:00Z mail-0 2026-11-22T11:00:00Z 198.51.100.66 0 9
        2026-11-22T12:00:00Z - 2026-11-22T11:00:00Z 198.51.100.66 0 7
        """;

    assertThat(judged(PastLogins.readBack(kept, NOON), List.of()).failedLogins()).isEqualTo(8);
  }

  private static Evidence judged(PastLogins past, List<PodReport> look) {
    return past.since(look, 64).apply(EVIDENCE);
  }

  private static List<PodReport> look(String pod, Instant startedAt, long logins, long failed) {
    return List.of(pod(pod, startedAt, logins, failed));
  }

  private static PodReport pod(String pod, Instant startedAt, long logins, long failed) {
    return new PodReport.Given(
        pod,
        Reports.of(pod)
            .at(startedAt.plusSeconds(10))
            .startedAt(startedAt)
            .peer(guessing(GUESSER, logins, failed))
            .build());
  }

  private static Peer guessing(String address, long logins, long failed) {
    return new Peer(
        address,
        0,
        0,
        20,
        20,
        Peer.LimitSource.MAXPERIP,
        0,
        Optional.empty(),
        new RefusalCounts(0, 0, 0, 0, 0, 0),
        3,
        List.of(new Peer.UsersWithin(Duration.ofMinutes(15), 3)),
        logins,
        failed,
        0,
        0,
        NOON);
  }
}

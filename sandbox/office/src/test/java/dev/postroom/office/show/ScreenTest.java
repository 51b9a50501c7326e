package dev.postroom.office.show;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.RefusalCounts;
import dev.postroom.crds.PeerStatus;
import dev.postroom.office.play.Counters;
import dev.postroom.office.play.Scene;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScreenTest {

  private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  private static Scene scene(int limit, int open, List<String> conditions) {
    Peer peer =
        new Peer(
            "127.64.9.1",
            open,
            0,
            open,
            limit,
            Peer.LimitSource.MAXPERIP,
            31,
            Optional.of(NOW),
            new RefusalCounts(0, 31, 0, 0, 0, 0),
            12,
            List.of(),
            60,
            2,
            open,
            5,
            NOW);
    PeerStatus decision =
        new PeerStatus(
            "127.64.9.1",
            limit,
            4,
            120,
            null,
            12,
            open,
            31,
            "TurnedAway",
            "raised to " + limit,
            null,
            null);
    return new Scene(
        NOW,
        List.of(
            new Scene.Address(
                "office",
                "127.64.9.1",
                60,
                new Counters.Count(31, Optional.of(NOW), open, open, 0, 0),
                Optional.of(peer),
                Optional.of(decision)),
            new Scene.Address(
                "busy",
                "127.64.9.2",
                30,
                new Counters.Count(0, Optional.empty(), 0, 0, 0, 0),
                Optional.empty(),
                Optional.empty())),
        conditions,
        0);
  }

  @Test
  void theTableHasARowForEachAddressAndTheDecisionsBelow() {
    assertThat(Table.of(scene(64, 58, List.of("LimitsApplied=False: wait"))))
        .containsExactly(
            "          address         connections  limit  refused  users  failed  lost",
            "office    127.64.9.1            58/60     64       31     12       2     0",
            "busy      127.64.9.2             0/30      -        -      -       -     0",
            "",
            "office    TurnedAway: raised to 64",
            "busy      nothing to decide yet",
            "LimitsApplied=False: wait");
  }

  @Test
  void aLongReasonIsFoldedSoThatANarrowTerminalShowsAllOfIt() {
    assertThat(
            Paragraph.folded(
                "office    ",
                "TurnedAway: 370 connections turned away; raised from 32 to 64, 12 users ×"
                    + " 10 connections earn 120"))
        .containsExactly(
            "office    TurnedAway: 370 connections turned away; raised from 32 to 64, 12",
            "          users × 10 connections earn 120")
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Paragraph.WIDTH));
    assertThat(Paragraph.folded("", "x".repeat(100) + " y")).containsExactly("x".repeat(100), "y");
  }

  @Test
  void aTerminalIsDrawnOver() {
    Screen screen = Screen.terminal(out);
    screen.show(scene(4, 4, List.of()));
    bytes.reset();
    screen.show(scene(8, 8, List.of()));
    assertThat(bytes.toString(UTF_8)).startsWith("\033[6A\033[J\033[?7l").contains("8/60");
  }

  @Test
  void aJournalSaysOnlyWhatChangedAndNotEveryAttempt() {
    Screen screen = Screen.journal(out);
    screen.show(scene(4, 4, List.of()));
    screen.show(scene(4, 3, List.of()));
    screen.show(scene(8, 4, List.of()));
    assertThat(bytes.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            office    has a limit of 4
            office    TurnedAway: raised to 4
            office    has a limit of 8
            office    TurnedAway: raised to 8
            """);
  }
}

package dev.postroom.office.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Outcome OFFICE =
      new Outcome(
          4, 64, true, 90, 60, 60, 0, Optional.of(Duration.ofMillis(12_340)), "12 users earn 120");
  private static final Outcome BUSY =
      new Outcome(4, 10, true, 200, 10, 10, 0, Optional.empty(), "1 user earns 10");
  private static final Outcome ATTACKER =
      new Outcome(4, 4, false, 100, 0, 0, 0, Optional.empty(), "nobody logged in");

  @Test
  void aPlayInWhichAllHeldHasNoFailures() {
    assertThat(new Verdict(OFFICE, BUSY, ATTACKER, 0).failures()).isEmpty();
  }

  @Test
  void theResultIsOneLineOfJson() {
    assertThat(new Verdict(OFFICE, BUSY, ATTACKER, 0).json())
        .isEqualTo(
            "{\"office\":{\"limitBefore\":4,\"limitAfter\":64,\"refused\":90,\"connected\":60,"
                + "\"lost\":0,\"secondsToServed\":12.3,\"reason\":\"12 users earn 120\"},"
                + "\"busy\":{\"limitBefore\":4,\"limitAfter\":10,\"refused\":200,\"connected\":10,"
                + "\"lost\":0,\"secondsToServed\":null,\"reason\":\"1 user earns 10\"},"
                + "\"attacker\":{\"limitBefore\":4,\"limitAfter\":4,\"refused\":100,\"connected\":0,"
                + "\"lost\":0,\"secondsToServed\":null,\"reason\":\"nobody logged in\"},"
                + "\"restarts\":0}");
  }

  @Test
  void eachConditionThatDoesNotHoldIsNamed() {
    Outcome slow =
        new Outcome(20, 50, true, 0, 40, 60, 3, Optional.of(Duration.ofMillis(31_500)), "too late");
    Outcome greedy = new Outcome(4, 30, true, 0, 0, 30, 1, Optional.empty(), "");
    Outcome lucky = new Outcome(4, 8, true, 0, 0, 0, 0, Optional.empty(), "");
    assertThat(new Verdict(slow, greedy, lucky, 1).failures())
        .containsExactly(
            "the office began with a limit of 20, not 4",
            "the office was never refused",
            "the office's limit ended at 50, below 60",
            "40 of the office's 60 connections were logged in at the end",
            "the office was served 31.5 s after its first refusal, later than 30",
            "the office lost 3 connections",
            "the busy person lost 1 connections",
            "the busy person got a limit of 30 and 30 connections, more than 10",
            "the busy person had no connection, so nothing was shown",
            "the attacker's limit went from 4 to 8",
            "the attacker was never refused",
            "the operator never said why the attacker's limit stays",
            "the server was restarted 1 times");
  }

  @Test
  void anOfficeThatWasNeverServedIsAFailure() {
    Outcome never = new Outcome(4, 60, true, 90, 60, 60, 0, Optional.empty(), "");
    assertThat(new Verdict(never, BUSY, ATTACKER, 0).failures())
        .containsExactly("the office was never served");
  }

  @Test
  void aLimitThatMovedAndCameBackIsAFailure() {
    Outcome moved = new Outcome(4, 4, true, 100, 0, 0, 0, Optional.empty(), "nobody logged in");
    assertThat(new Verdict(OFFICE, BUSY, moved, 0).failures())
        .containsExactly("the attacker's limit went from 4 to 4");
  }
}

package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.session.ByeReason;
import dev.postroom.imap.session.input.ClientInput;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Deadlines, orders to end, and clients that go away. */
class SessionLifeTest {

  private static Dialogue greeted() throws Exception {
    var dialogue = new Dialogue();
    dialogue.session.start();
    return dialogue.play("S: " + Dialogue.GREETING + "\n");
  }

  @Test
  void whoDoesNotLogInWithinAMinuteIsSentAway() throws Exception {
    Dialogue dialogue = greeted();
    dialogue.play("C: a NOOP\nS: a OK NOOP completed\n");
    Eventually.holds(() -> dialogue.time.alarms() == 1);
    dialogue.time.pass(Duration.ofSeconds(60));
    dialogue.play("S: * BYE Nobody logged in in time.\nS: (closed)\n");
    assertThat(dialogue.events.ending()).isEqualTo("TIMEOUT nobody headers=0 body=0");
  }

  @Test
  void whoIsSilentForHalfAnHourIsSentAwayAndActivityMovesThat() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    Eventually.holds(() -> dialogue.threads.get() == 0);
    dialogue.time.pass(Duration.ofMinutes(20));
    dialogue.play("C: a NOOP\nS: a OK NOOP completed\n");
    Eventually.holds(() -> dialogue.threads.get() == 0);
    dialogue.time.pass(Duration.ofMinutes(29));
    dialogue.play("C: b IDLE\nS: + entering idle mode\n");
    Eventually.holds(() -> dialogue.threads.get() == 0);
    dialogue.time.pass(Duration.ofMinutes(29));
    dialogue.play("S: * OK Still here\n");
    Eventually.holds(() -> dialogue.threads.get() == 0);
    dialogue.time.pass(Duration.ofMinutes(1));
    dialogue.play("S: * BYE Disconnected for inactivity.\nS: (closed)\n");
    assertThat(dialogue.events.ending()).isEqualTo("TIMEOUT alice headers=0 body=0");
    assertThat(dialogue.time.alarms()).isZero();
  }

  @Test
  void whoIdlesIsToldNowAndThenThatTheServerIsHereAndNobodyElseIs() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.play("C: a IDLE\nS: + entering idle mode\n");
    for (int i = 0; i < 3; i++) {
      Eventually.holds(() -> dialogue.threads.get() == 0);
      dialogue.time.pass(Duration.ofSeconds(80));
      Eventually.holds(() -> dialogue.threads.get() == 0);
      assertThat(dialogue.connection.silent()).isTrue();
      dialogue.time.pass(Duration.ofSeconds(40));
      dialogue.play("S: * OK Still here\n");
    }
    dialogue.play("C: DONE\nS: a OK IDLE completed\n");
    Eventually.holds(() -> dialogue.threads.get() == 0);
    dialogue.time.pass(Duration.ofMinutes(29));
    Eventually.holds(() -> dialogue.threads.get() == 0);
    assertThat(dialogue.connection.silent()).isTrue();
  }

  @Test
  void tenBadCommandsInARowEndTheSession() throws Exception {
    Dialogue dialogue = greeted();
    for (int i = 1; i <= 9; i++) {
      dialogue.play("C: a%d X\nS: a%d BAD There is no command X\n".formatted(i, i));
    }
    dialogue.play("C: b NOOP\nS: b OK NOOP completed\n");
    for (int i = 1; i <= 10; i++) {
      dialogue.play("C: c%d X\nS: c%d BAD There is no command X\n".formatted(i, i));
    }
    dialogue.play(
        """
        S: * BYE [ALERT] Fatal error: TOO MANY CONSECUTIVE PROTOCOL VIOLATIONS.
        S: (closed)
        """);
  }

  @Test
  void anOrderToEndIsCarriedOutBetweenCommands() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.play("C: a CREATE {7}\nS: + OK\n");
    dialogue.session.bye(ByeReason.SHUTDOWN);
    dialogue.play(
        """
        C: INBOX.x
        S: a OK [MAILBOXID (F2)] "INBOX.x" created.
        S: * BYE [UNAVAILABLE] The server is shutting down. Please connect again.
        S: (closed)
        """);
    assertThat(dialogue.events.ending()).startsWith("SHUTDOWN alice");
  }

  @Test
  void anAnswerThatIsHeldBackIsGivenBeforeTheGoodbye() throws Exception {
    var dialogue = new Dialogue();
    dialogue.session.start();
    dialogue.play("S: %s\n".formatted(Dialogue.GREETING));
    dialogue.send("a LOGIN alice wrong\r\n");
    await().until(() -> dialogue.time.alarms() == 2);
    dialogue.session.bye(ByeReason.SHUTDOWN);
    dialogue.play(
        """
        S: a NO [AUTHENTICATIONFAILED] Login failed.
        S: * BYE [UNAVAILABLE] The server is shutting down. Please connect again.
        S: (closed)
        """);
  }

  @Test
  void whoHasNotLoggedInLeavesWhenHisPlaceIsWantedEvenWithinACommand() throws Exception {
    Dialogue silent = greeted();
    silent.session.hurryLogin();
    silent.play("S: * BYE Nobody logged in in time.\nS: (closed)\n");

    Dialogue slow = greeted();
    slow.play("C: a LOGIN {5}\nS: + OK\n");
    slow.session.hurryLogin();
    slow.play("S: * BYE Disconnected for inactivity.\nS: (closed)\n");
  }

  @Test
  void aLoginThatComesJustInTimeCountsAndLiteralsAreWaitedForAfterIt() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.session.hurryLogin();
    Eventually.holds(() -> dialogue.threads.get() == 0);
    dialogue.play(
        """
        C: a CREATE {7}
        S: + OK
        C: INBOX.x
        S: a OK [MAILBOXID (F2)] "INBOX.x" created.
        """);
  }

  @Test
  void aCommandThatTheClientDoesNotCompleteIsGivenUpWithAGoodbye() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.play("C: a CREATE {7}\nS: + OK\n");
    dialogue.session.giveUp(ByeReason.SHUTDOWN);
    dialogue.play(
        """
        S: * BYE [UNAVAILABLE] The server is shutting down. Please connect again.
        S: (closed)
        """);
  }

  @Test
  void whoComesTooLateIsGreetedWithTheGoodbye() throws Exception {
    var dialogue = new Dialogue();
    dialogue.session.bye(ByeReason.SHUTDOWN);
    dialogue.session.start();
    dialogue.play(
        """
        S: * BYE [UNAVAILABLE] The server is shutting down. Please connect again.
        S: (closed)
        """);
  }

  @Test
  void aClientThatGoesAwayInsideACommandLeavesNothingOpen() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.store.deliver("INBOX", "Subject: x\n\n");
    dialogue.send("a SELECT INBOX\r\nb LOGIN {5}\r\n");
    dialogue.session.disconnected();
    assertThat(dialogue.events.ending()).startsWith("DISCONNECTED alice");
    assertThat(dialogue.store.open).isZero();
  }

  @Test
  void aClientThatPausesInsideACommandIsSentAway() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    allowPauses(dialogue, Duration.ofMillis(20));
    dialogue.play(
        """
        C: a CREATE {7}
        S: + OK
        S: * BYE Disconnected for inactivity.
        S: (closed)
        """);
  }

  @Test
  void whoIsNotLoggedInMayNotDragOutACommandByteByByte() throws Exception {
    Dialogue dialogue = greeted();
    allowPauses(dialogue, Duration.ofMillis(300));
    dialogue.send("a LOGIN {16384+}\r\n");
    Eventually.holds(
        () -> {
          dialogue.send("x");
          return !dialogue.connection.silent();
        });
    dialogue.play("S: * BYE Disconnected for inactivity.\nS: (closed)\n");
  }

  private static void allowPauses(Dialogue dialogue, Duration pause) {
    dialogue.settings.set(new SiteSettings().literalTimeout(pause).build());
  }

  @Test
  void pipelinedCommandsAreAnsweredInTheirOrder() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.send("a NOOP\r\nb CREATE INBOX.x\r\nc LIST \"\" INBOX.x\r\nd NOOP\r\n");
    dialogue.play(
        """
        S: a OK NOOP completed
        S: b OK [MAILBOXID (F2)] "INBOX.x" created.
        S: * LIST (\\HasNoChildren) "." "INBOX.x"
        S: c OK LIST completed
        S: d OK NOOP completed
        C: e LOGOUT
        """);
    assertThat(dialogue.events.ending()).startsWith("LOGOUT alice");
    assertThat(dialogue.events.commands)
        .containsExactly("LOGIN OK", "NOOP OK", "CREATE OK", "LIST OK", "NOOP OK", "LOGOUT OK");
  }

  @Test
  void aClientThatSendsFasterThanItIsServedIsAskedToPause() throws Exception {
    Dialogue dialogue = greeted();
    // A failed login holds the dialogue still while input piles up.
    dialogue.play("C: a LOGIN alice wrong\n");
    Eventually.holds(() -> dialogue.time.alarms() == 2);
    dialogue.send("n NOOP\r\n".repeat(ClientInput.HIGH_WATER / 8 + 1));
    assertThat(dialogue.connection.readingPaused).isTrue();
    dialogue.time.pass(Duration.ofSeconds(5));
    Eventually.holds(() -> !dialogue.connection.readingPaused.get());
  }

  @Test
  void aLineThatIsTooLongIsOneBadCommand() throws Exception {
    Dialogue dialogue = greeted();
    dialogue.send("a " + "x".repeat(ClientInput.LINE_LIMIT) + "\r\n");
    dialogue.play(
        """
        S: a BAD A line of a command has at most 65536 bytes.
        C: b NOOP
        S: b OK NOOP completed
        """);
  }

  @Test
  void aLineThatNeverEndsIsLetGoSoThatReadingDoesNotPauseForGood() throws Exception {
    Dialogue dialogue = greeted();
    dialogue.send("a " + "x".repeat(8000));
    for (int i = 0; i < 10; i++) {
      dialogue.send("y".repeat(ClientInput.HIGH_WATER));
      assertThat(dialogue.connection.readingPaused).isFalse();
    }
    dialogue.play(
        """
        C: z
        S: a BAD A line of a command has at most 65536 bytes.
        """);
  }

  @Test
  void readingGoesOnWhenAllThatIsLeftIsHalfALine() throws Exception {
    Dialogue dialogue = greeted();
    dialogue.play("C: a LOGIN alice wrong\n");
    Eventually.holds(() -> dialogue.time.alarms() == 2);
    dialogue.send("n NOOP\r\n".repeat(5000) + "m ID " + "x".repeat(ClientInput.LINE_LIMIT / 2));
    assertThat(dialogue.connection.readingPaused).isTrue();
    dialogue.time.pass(Duration.ofSeconds(5));
    Eventually.holds(() -> !dialogue.connection.readingPaused.get());
  }

  @Test
  void aClientMayNameThousandsOfMessagesInOneLine() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    dialogue.play("C: s SELECT INBOX\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
    String uids =
        IntStream.rangeClosed(1, 9999)
            .filter(uid -> uid % 2 == 1)
            .mapToObj(String::valueOf)
            .collect(Collectors.joining(","));
    dialogue.play("C: a UID FETCH " + uids + " FLAGS\nS: a OK FETCH completed.\n");
  }

  @Test
  void whoWaitsHoldsNoThread() throws Exception {
    Dialogue dialogue = Dialogue.loggedIn();
    Eventually.holds(() -> dialogue.threads.get() == 0);
    dialogue.play("C: s SELECT INBOX\n");
    while (!dialogue.connection.nextLine().startsWith("s OK")) {}
    dialogue.play("C: a IDLE\nS: + entering idle mode\n");
    Eventually.holds(() -> dialogue.threads.get() == 0);
    dialogue.send("DO");
    assertThat(dialogue.threads.get()).isZero();
    dialogue.play("C: NE\nS: a OK IDLE completed\n");
    Eventually.holds(() -> dialogue.threads.get() == 0);
  }
}

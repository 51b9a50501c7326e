package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** LOGIN: how a client gets in, and how it does not. */
class LoginDialogueTest {

  @Test
  void aLiteralIsAskedForAndOneThatDoesNotWaitIsNot() throws Exception {
    Dialogue dialogue = new Dialogue().greeted();
    dialogue.play(
        """
        C: a LOGIN {5}
        S: + OK
        C: alice {6+}
        C: secret
        S: a OK LOGIN Ok.
        C: b LOGIN alice secret
        S: b BAD You are logged in already.
        """);
    assertThat(dialogue.events.logins).containsExactly("in alice LOGIN");
  }

  @Test
  void afterManyWrongPasswordsTheNextIsLookedAtLaterAndNoThreadIsHeld() throws Exception {
    Dialogue dialogue = new Dialogue().greeted();
    for (int i = 0; i < 3; i++) {
      int seconds = 5 << i;
      dialogue.send("a LOGIN alice wrong" + i + "\r\n");
      Eventually.holds(() -> dialogue.time.alarms() == 2);
      dialogue.time.pass(Duration.ofSeconds(seconds));
      dialogue.play("S: a NO [AUTHENTICATIONFAILED] Login failed.\n");
    }
    dialogue.send("b LOGIN alice secret\r\n");
    Eventually.holds(() -> dialogue.time.alarms() == 2 && dialogue.threads.get() == 0);
    assertThat(dialogue.events.logins).doesNotContain("in alice LOGIN");
    dialogue.time.pass(Duration.ofSeconds(5));
    dialogue.play("S: b OK LOGIN Ok.\n");
  }

  @Test
  void whoTriesFromTooManyConnectionsIsNotLookedAt() throws Exception {
    Dialogue dialogue = new Dialogue().greeted();
    for (int i = 0; i < 8; i++) {
      dialogue.logins.wrong("alice");
    }
    for (int i = 0; i < 8; i++) {
      dialogue.logins.waiting("alice");
    }
    dialogue.play(
        """
        C: a LOGIN alice secret
        S: a NO [UNAVAILABLE] Temporary problem.
        S: * BYE [UNAVAILABLE] Temporary problem, please try again later
        S: (closed)
        """);
    assertThat(dialogue.events.logins).containsExactly("THROTTLED ''");
  }

  @Test
  void afterAWrongPasswordTheAnswerIsHeldBackAndSoIsWhatWasPipelined() throws Exception {
    Dialogue dialogue = new Dialogue().greeted();
    dialogue.play("C: a LOGIN alice wrong\nC: b NOOP\n");
    Eventually.holds(() -> dialogue.time.alarms() == 2);
    dialogue.time.pass(Duration.ofMillis(4_999));
    assertThat(dialogue.connection.silent()).isTrue();
    dialogue.time.pass(Duration.ofMillis(1));
    dialogue.play(
        """
        S: a NO [AUTHENTICATIONFAILED] Login failed.
        S: b OK NOOP completed
        C: c LOGIN alice secret
        S: c OK LOGIN Ok.
        """);
    assertThat(dialogue.events.logins).containsExactly("failed alice ''", "in alice LOGIN");
  }

  @Test
  void whenNobodyCanBeAskedTheClientIsToldToComeBack() throws Exception {
    Dialogue dialogue = new Dialogue().greeted();
    dialogue.play(
        """
        C: a LOGIN down secret
        S: a NO [UNAVAILABLE] Temporary problem.
        S: * BYE [UNAVAILABLE] Temporary problem, please try again later
        S: (closed)
        """);
    assertThat(dialogue.events.logins).containsExactly("UNAVAILABLE ''");
  }

  @Test
  void anAccountThatIsShutOutIsToldSo() throws Exception {
    Dialogue all = new Dialogue().greeted();
    all.accountOptions = Map.of("disableimap", "1");
    all.play(
        """
        C: a LOGIN alice secret
        S: a OK LOGIN Ok.
        S: * BYE IMAP access disabled for this account.
        S: (closed)
        """);
    Dialogue insecure = new Dialogue().greeted();
    insecure.accountOptions = Map.of("disableinsecureimap", "yes", "disableimap", "0");
    insecure.play(
        """
        C: a LOGIN alice secret
        S: a OK LOGIN Ok.
        S: * BYE IMAP access disabled via insecure connection.
        S: (closed)
        """);
  }

  @Test
  void beforeLoginThereIsNoMail() throws Exception {
    new Dialogue()
        .greeted()
        .play(
            """
            C: a SELECT INBOX
            S: a BAD Log in first.
            C: b FETCH 1 FLAGS
            S: b BAD Log in first.
            C: c APPEND INBOX {5}
            S: c BAD Log in first.
            C: d APPEND INBOX {8+}
            C: a NOOP
            C:\s
            S: d BAD Log in first.
            """);
  }
}

package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.session.SessionSettings;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How a client gets in, and how it does not. */
class LoginDialogueTest {

  /** {@code NUL alice NUL secret}. */
  private static final String ALICE = "AGFsaWNlAHNlY3JldA==";

  private static Dialogue greeted(UnaryOperator<SessionSettings> change) throws Exception {
    return greeted(new Dialogue(), change, "");
  }

  private static Dialogue greeted(
      Dialogue dialogue, UnaryOperator<SessionSettings> change, String more) throws Exception {
    dialogue.settings.updateAndGet(change);
    dialogue.session.start();
    return dialogue.play(
        "S: * OK [CAPABILITY %s%s] Postroom ready.\n".formatted(Dialogue.CAPABILITY, more));
  }

  private static SessionSettings tlsRequired(SessionSettings s) {
    return new SessionSettings(
        s.capability(),
        s.capabilityTls(),
        s.startTls(),
        true,
        s.loginTimeout(),
        s.inactivityTimeout(),
        s.literalTimeout(),
        s.failedLoginDelay(),
        s.appendLimit(),
        s.id(),
        s.list(),
        false);
  }

  @Test
  void aLiteralIsAskedForAndOneThatDoesNotWaitIsNot() throws Exception {
    Dialogue dialogue = greeted(UnaryOperator.identity());
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
  void plainTakesItsResponseAfterTheChallengeOrWithTheCommand() throws Exception {
    greeted(UnaryOperator.identity())
        .play(
            """
            C: a AUTHENTICATE PLAIN
            S: +\s
            C: %s
            S: a OK LOGIN Ok.
            """
                .formatted(ALICE));
    Dialogue initial = greeted(UnaryOperator.identity());
    initial.play(
        """
        C: a AUTHENTICATE PLAIN %s
        S: a OK LOGIN Ok.
        """
            .formatted(ALICE));
    assertThat(initial.events.logins).containsExactly("in alice PLAIN");
  }

  @Test
  void anInitialResponseThatIsEmptyOrRubbishIsNotAskedForAgain() throws Exception {
    greeted(UnaryOperator.identity())
        .play(
            """
            C: a AUTHENTICATE PLAIN =
            S: a BAD This is no response of PLAIN (RFC 4616).
            C: b AUTHENTICATE PLAIN ???
            S: b BAD This is no response of PLAIN (RFC 4616).
            C: c AUTHENTICATE PLAIN *
            S: c BAD Expected an atom at character 22
            C: d AUTHENTICATE CRAM-MD5 %1$s
            S: d NO There is no mechanism CRAM-MD5
            C: e AUTHENTICATE PLAIN %1$s
            S: e OK LOGIN Ok.
            """
                .formatted(ALICE));
  }

  @Test
  void plainCanBeCancelledAndRubbishIsBad() throws Exception {
    greeted(UnaryOperator.identity())
        .play(
            """
            C: a AUTHENTICATE PLAIN
            S: +\s
            C: *
            S: a BAD AUTHENTICATE was cancelled.
            C: b AUTHENTICATE PLAIN
            S: +\s
            C: ???
            S: b BAD This is no response of PLAIN (RFC 4616).
            C: c AUTHENTICATE CRAM-MD5
            S: c NO There is no mechanism CRAM-MD5
            """);
  }

  @Test
  void afterAWrongPasswordTheAnswerIsHeldBackAndSoIsWhatWasPipelined() throws Exception {
    Dialogue dialogue = greeted(UnaryOperator.identity());
    dialogue.play("C: a LOGIN alice wrong\nC: b NOOP\n");
    Eventually.holds(() -> dialogue.time.alarms() == 2);
    dialogue.time.pass(Duration.ofMillis(4_999));
    assertThat(dialogue.connection.silent()).isTrue();
    dialogue.time.pass(Duration.ofMillis(1));
    dialogue.play(
        """
        S: a NO Login failed.
        S: b OK NOOP completed
        C: c LOGIN alice secret
        S: c OK LOGIN Ok.
        """);
    assertThat(dialogue.events.logins).containsExactly("failed alice ''", "in alice LOGIN");
  }

  @Test
  void whenNobodyCanBeAskedTheClientIsToldToComeBack() throws Exception {
    greeted(UnaryOperator.identity())
        .play(
            """
            C: a LOGIN down secret
            S: a NO [UNAVAILABLE] Temporary problem.
            S: * BYE [UNAVAILABLE] Temporary problem, please try again later
            S: (closed)
            """);
  }

  @Test
  void anAccountThatIsShutOutIsToldSo() throws Exception {
    Dialogue all = greeted(UnaryOperator.identity());
    all.accountOptions = Map.of("disableimap", "1");
    all.play(
        """
        C: a LOGIN alice secret
        S: a OK LOGIN Ok.
        S: * BYE IMAP access disabled for this account.
        S: (closed)
        """);
    Dialogue insecure = greeted(UnaryOperator.identity());
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
  void whereTlsIsRequiredNobodyLogsInWithoutIt() throws Exception {
    var dialogue =
        new Dialogue(
            connection -> {
              connection.canStartTls = true;
              return connection;
            });
    greeted(dialogue, LoginDialogueTest::tlsRequired, " STARTTLS LOGINDISABLED");
    dialogue.play(
        """
        C: a LOGIN alice secret
        S: a NO [PRIVACYREQUIRED] STARTTLS required
        C: b AUTHENTICATE PLAIN
        S: b NO [PRIVACYREQUIRED] STARTTLS required
        C: c STARTTLS
        S: c OK Begin SSL/TLS negotiation now.
        """);
    Eventually.holds(() -> dialogue.connection.encrypted);
    dialogue.play(
        """
        C: d CAPABILITY
        S: * CAPABILITY %s AUTH=PLAIN
        S: d OK CAPABILITY completed
        C: e STARTTLS
        S: e BAD STARTTLS is not possible here.
        C: f LOGIN alice secret
        S: f OK LOGIN Ok.
        """
            .formatted(Dialogue.CAPABILITY));
  }

  @Test
  void whatWasSentInTheClearBehindStartTlsIsNeverObeyed() throws Exception {
    var dialogue =
        new Dialogue(
            connection -> {
              connection.canStartTls = true;
              return connection;
            });
    greeted(dialogue, UnaryOperator.identity(), " STARTTLS");
    dialogue.connection.beforeHandshake = () -> dialogue.send("y NOOP\r\n");
    dialogue.send("a STARTTLS\r\nx NOOP\r\n");
    dialogue.play("S: a OK Begin SSL/TLS negotiation now.\n");
    Eventually.holds(() -> dialogue.connection.encrypted);
    dialogue.play("C: b NOOP\nS: b OK NOOP completed\n");
  }

  @Test
  void withoutACertificateStartTlsIsBad() throws Exception {
    greeted(UnaryOperator.identity())
        .play("C: a STARTTLS\nS: a BAD STARTTLS is not possible here.\n");
  }

  @Test
  void beforeLoginThereIsNoMail() throws Exception {
    greeted(UnaryOperator.identity())
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

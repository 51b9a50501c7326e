package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.StoredSecrets;
import dev.postroom.imap.auth.password.ScramHash;
import dev.postroom.imap.auth.sasl.SaslBase64;
import dev.postroom.imap.auth.sasl.SaslMechanism;
import dev.postroom.imap.auth.sasl.ScramClient;
import dev.postroom.imap.auth.sasl.TokenVerifier;
import dev.postroom.imap.session.SessionSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

  /** A dialogue under TLS. */
  private static Dialogue encrypted(String mechanisms) throws Exception {
    var dialogue =
        new Dialogue(
            connection -> {
              connection.encrypted = true;
              return connection;
            });
    dialogue.settings.updateAndGet(s -> announcing(s, mechanisms));
    dialogue.session.start();
    return dialogue;
  }

  private static SessionSettings announcing(SessionSettings s, String mechanisms) {
    return new SessionSettings(
        s.capability(),
        "IMAP4rev1 " + mechanisms,
        s.startTls(),
        s.tlsRequired(),
        s.loginTimeout(),
        s.inactivityTimeout(),
        s.literalTimeout(),
        s.appendLimit(),
        s.id(),
        s.list(),
        false);
  }

  private static Dialogue plain() throws Exception {
    return encrypted("AUTH=PLAIN")
        .play("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN ENABLE UTF8=ACCEPT] Postroom ready.\n");
  }

  @Test
  void plainTakesItsResponseAfterTheChallengeOrWithTheCommand() throws Exception {
    plain()
        .play(
            """
            C: a AUTHENTICATE PLAIN
            S: +\s
            C: %s
            S: a OK LOGIN Ok.
            """
                .formatted(ALICE));
    Dialogue initial = plain();
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
    plain()
        .play(
            """
            C: a AUTHENTICATE PLAIN =
            S: a BAD This is no response of PLAIN (RFC 4616).
            C: b AUTHENTICATE PLAIN ???
            S: b BAD This is no base64 (RFC 4648 section 4), or too much of it.
            C: c AUTHENTICATE PLAIN *
            S: c BAD Expected an atom at character 22
            C: d AUTHENTICATE CRAM-MD5 %1$s
            S: d NO There is no mechanism CRAM-MD5 here.
            C: e AUTHENTICATE PLAIN %1$s
            S: e OK LOGIN Ok.
            """
                .formatted(ALICE));
  }

  @Test
  void aMechanismCanBeCancelledAndRubbishIsBad() throws Exception {
    plain()
        .play(
            """
            C: a AUTHENTICATE PLAIN
            S: +\s
            C: *
            S: a BAD AUTHENTICATE was cancelled.
            C: b AUTHENTICATE PLAIN
            S: +\s
            C: AGFsaWNlAHNlY3JldA
            S: b BAD This is no base64 (RFC 4648 section 4), or too much of it.
            C: c AUTHENTICATE PLAIN
            S: +\s
            C: {3}
            S: c BAD This is no base64 (RFC 4648 section 4), or too much of it.
            C: d NOOP
            S: d OK NOOP completed
            """);
  }

  @Test
  void nobodyActsForSomebodyElse() throws Exception {
    Dialogue dialogue = plain();
    String forBen = SaslBase64.encode("ben\0alice\0secret".getBytes(StandardCharsets.UTF_8));
    dialogue.play("C: a AUTHENTICATE PLAIN " + forBen + "\n");
    Eventually.holds(() -> dialogue.time.alarms() == 2);
    dialogue.time.pass(Duration.ofSeconds(5));
    dialogue.play("S: a NO [AUTHORIZATIONFAILED] Nobody may act for another user here.\n");
    assertThat(dialogue.events.logins).containsExactly("failed alice 'PLAIN'");
  }

  @Test
  void inTheClearNoMechanismTakesThePassword() throws Exception {
    greeted(UnaryOperator.identity())
        .play(
            """
            C: a AUTHENTICATE PLAIN %s
            S: a NO There is no mechanism PLAIN here.
            """
                .formatted(ALICE));
  }

  @Test
  void onlyWhatIsPossibleIsAnnounced() throws Exception {
    String all =
        SaslMechanism.byDefault(true).stream()
            .map(SaslMechanism::capability)
            .collect(Collectors.joining(" "));
    encrypted(all)
        .play(
            "S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN ENABLE UTF8=ACCEPT] Postroom"
                + " ready.\n");
    Dialogue dialogue = encrypted(all);
    dialogue.logins.secrets = StoredSecrets.CLEAR;
    dialogue.logins.tokens = Optional.of(token -> new TokenVerifier.Verdict.Valid("alice"));
    dialogue.connection.nextLine();
    dialogue.play(
        """
        C: a CAPABILITY
        S: * CAPABILITY IMAP4rev1 AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-1 AUTH=CRAM-SHA256 \
        AUTH=CRAM-SHA1 AUTH=CRAM-MD5 AUTH=OAUTHBEARER AUTH=XOAUTH2 AUTH=PLAIN AUTH=LOGIN \
        ENABLE UTF8=ACCEPT
        S: a OK CAPABILITY completed
        """);
  }

  @Test
  void scramShowsThatBothKnowThePassword() throws Exception {
    Dialogue dialogue = encrypted("AUTH=SCRAM-SHA-256");
    dialogue.logins.secrets = StoredSecrets.CLEAR;
    dialogue.connection.nextLine();
    var client = new ScramClient(ScramHash.SHA_256, "alice", "secret");
    dialogue.play("C: a AUTHENTICATE SCRAM-SHA-256 " + base64(client.first("n,,")) + "\n");
    String challenge = new String(challenge(dialogue), StandardCharsets.UTF_8);
    String answer = client.answer(challenge, "n,,".getBytes(StandardCharsets.UTF_8));
    dialogue.play(
        """
        C: %s
        S: + %s
        C:\s
        S: a OK LOGIN Ok.
        """
            .formatted(base64(answer), base64(client.expectedEnd())));
    assertThat(dialogue.events.logins).containsExactly("in alice SCRAM-SHA-256");
  }

  @Test
  void whyATokenIsRefusedIsToldBeforeTheAnswer() throws Exception {
    Dialogue dialogue = encrypted("AUTH=OAUTHBEARER");
    dialogue.logins.tokens =
        Optional.of(
            token -> new TokenVerifier.Verdict.Invalid("invalid_token", "expired", "imap", ""));
    dialogue.connection.nextLine();
    dialogue.play(
        """
        C: a AUTHENTICATE OAUTHBEARER %s
        S: + %s
        C: AQ==
        """
            .formatted(
                base64("n,,\u0001auth=Bearer old\u0001\u0001"),
                base64("{\"status\":\"invalid_token\",\"scope\":\"imap\"}")));
    Eventually.holds(() -> dialogue.time.alarms() == 2);
    dialogue.time.pass(Duration.ofSeconds(5));
    dialogue.play("S: a NO [AUTHENTICATIONFAILED] Login failed.\n");
  }

  private static byte[] challenge(Dialogue dialogue) throws InterruptedException {
    String line = dialogue.connection.nextLine();
    assertThat(line).startsWith("+ ");
    return SaslBase64.decode(line.substring(2)).orElseThrow();
  }

  private static String base64(String text) {
    return SaslBase64.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void afterManyWrongPasswordsTheNextIsLookedAtLaterAndNoThreadIsHeld() throws Exception {
    Dialogue dialogue = greeted(UnaryOperator.identity());
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
    Dialogue dialogue = greeted(UnaryOperator.identity());
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
    assertThat(dialogue.events.logins).isEmpty();
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
        S: a NO [AUTHENTICATIONFAILED] Login failed.
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

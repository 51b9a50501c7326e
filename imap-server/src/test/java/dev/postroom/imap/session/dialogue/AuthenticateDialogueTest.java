package dev.postroom.imap.session.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.StoredSecrets;
import dev.postroom.imap.auth.password.ScramHash;
import dev.postroom.imap.auth.sasl.SaslBase64;
import dev.postroom.imap.auth.sasl.SaslMechanism;
import dev.postroom.imap.auth.sasl.ScramClient;
import dev.postroom.imap.auth.sasl.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** AUTHENTICATE: exchanges of SASL mechanisms, and which of them there are. */
class AuthenticateDialogueTest {

  /** {@code NUL alice NUL secret}. */
  private static final String ALICE = "AGFsaWNlAHNlY3JldA==";

  /** A dialogue under TLS. */
  private static Dialogue encrypted(String mechanisms) throws Exception {
    var dialogue =
        new Dialogue(
            connection -> {
              connection.encrypted = true;
              return connection;
            });
    dialogue.settings.set(new SiteSettings().announcingUnderTls("IMAP4rev1 " + mechanisms).build());
    dialogue.session.start();
    return dialogue;
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
  void inTheClearTheMechanismsOfCouriersClientsAreTakenThoughNotAnnounced() throws Exception {
    new Dialogue()
        .greeted()
        .play(
            """
            C: a AUTHENTICATE PLAIN %s
            S: a OK LOGIN Ok.
            """
                .formatted(ALICE));
    new Dialogue()
        .greeted()
        .play(
            """
            C: a authenticate login
            S: + VXNlcm5hbWU6
            C: %s
            S: + UGFzc3dvcmQ6
            C: %s
            S: a OK LOGIN Ok.
            """
                .formatted(base64("alice"), base64("secret")));
  }

  @Test
  void whatCourierDoesNotKnowIsTakenOnlyWhereItIsAnnounced() throws Exception {
    Dialogue dialogue = new Dialogue().greeted();
    dialogue.logins.tokens = Optional.of(token -> new TokenVerifier.Verdict.Valid("alice"));
    dialogue.play(
        """
        C: a AUTHENTICATE OAUTHBEARER %s
        S: a NO There is no mechanism OAUTHBEARER here.
        """
            .formatted(base64("n,,\u0001auth=Bearer token\u0001\u0001")));
  }

  @Test
  void theSiteMayWriteItsWordsInAnyCase() throws Exception {
    Dialogue dialogue = encrypted("auth=oauthbearer");
    dialogue.logins.tokens = Optional.of(token -> new TokenVerifier.Verdict.Valid("alice"));
    dialogue.connection.nextLine();
    dialogue.play(
        """
        C: a AUTHENTICATE OAUTHBEARER %s
        S: a OK LOGIN Ok.
        """
            .formatted(base64("n,,\u0001auth=Bearer token\u0001\u0001")));
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
}

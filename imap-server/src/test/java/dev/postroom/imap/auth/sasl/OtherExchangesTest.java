package dev.postroom.imap.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Authenticator.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PLAIN, LOGIN, EXTERNAL, OAUTHBEARER and XOAUTH2. */
class OtherExchangesTest {

  private static final Accounts ACCOUNTS = TestAccounts.clear("tim", "tanstaaf");

  private static final TokenVerifier TOKENS =
      token ->
          switch (token) {
            case "good" -> new TokenVerifier.Verdict.Valid("tim");
            case "away" -> new TokenVerifier.Verdict.Unavailable("no keys");
            default ->
                new TokenVerifier.Verdict.Invalid(
                    "invalid_token",
                    "expired",
                    "imap",
                    "https://id.example/.well-known/openid-configuration");
          };

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertPassword(Step step, String user, String password) {
    assertThat(step)
        .isInstanceOfSatisfying(
            Step.Password.class,
            told -> {
              assertThat(told.user()).isEqualTo(user);
              assertThat(new String(told.password())).isEqualTo(password);
              assertThat(told).hasToString("Password[" + user + "]");
            });
  }

  @Test
  void plainTellsEverythingAtOnce() {
    // The examples of RFC 4616 section 4, and its authorization identity.
    assertPassword(
        new PlainExchange().begin(Optional.of(bytes("\0tim\0tanstaaftanstaaf"))),
        "tim",
        "tanstaaftanstaaf");
    assertPassword(new PlainExchange().respond(bytes("tim\0tim\0säcret")), "tim", "säcret");
    assertThat(new PlainExchange().respond(bytes("Ursel\0Kurt\0xipj3plmq")))
        .isEqualTo(new Step.ForSomebodyElse("Kurt"));
    assertThat(new PlainExchange().begin(Optional.empty()))
        .isInstanceOfSatisfying(Step.Challenge.class, step -> assertThat(step.data()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tim", "\0tim", "\0\0secret", "\0tim\0a\0b"})
  void whatIsNoResponseOfPlainIsMalformed(String response) {
    assertThat(new PlainExchange().respond(bytes(response))).isInstanceOf(Step.Malformed.class);
  }

  @Test
  void bytesThatAreNoUtf8AreNoName() {
    byte[] latin1 = "\0t\u00efm\0secret".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new PlainExchange().respond(latin1)).isInstanceOf(Step.Malformed.class);
  }

  @Test
  void loginAsksForNameAndPassword() {
    var exchange = new LoginExchange();
    assertThat(challenge(exchange.begin(Optional.empty()))).isEqualTo("Username:");
    assertThat(challenge(exchange.respond(bytes("tim")))).isEqualTo("Password:");
    assertPassword(exchange.respond(bytes("tanstaaf")), "tim", "tanstaaf");

    var initial = new LoginExchange();
    assertThat(challenge(initial.begin(Optional.of(bytes("tim"))))).isEqualTo("Password:");
    assertPassword(initial.respond(bytes("")), "tim", "");

    assertThat(new LoginExchange().respond(bytes(""))).isInstanceOf(Step.Malformed.class);
  }

  private static String challenge(Step step) {
    assertThat(step).isInstanceOf(Step.Challenge.class);
    return new String(((Step.Challenge) step).data(), StandardCharsets.UTF_8);
  }

  private static Step.Verdict verdict(Step step) {
    assertThat(step).isInstanceOf(Step.Proof.class);
    assertThat(((Step.Proof) step).guessed()).isEmpty();
    return ((Step.Proof) step).check().verify();
  }

  @Test
  void externalBelievesTheCertificateAndNobodyElse() {
    var tim = new ExternalExchange(ACCOUNTS, "tim");
    assertThat(verdict(tim.respond(bytes(""))).outcome()).isInstanceOf(Outcome.Accepted.class);
    assertThat(verdict(tim.respond(bytes("tim"))).outcome()).isInstanceOf(Outcome.Accepted.class);
    assertThat(tim.respond(bytes("tom"))).isEqualTo(new Step.ForSomebodyElse("tim"));
    assertThat(verdict(new ExternalExchange(ACCOUNTS, "tom").respond(bytes(""))).outcome())
        .isEqualTo(new Outcome.Rejected("there is no user 'tom'"));
  }

  private static Step bearer(String message) {
    return new OauthExchange(OauthExchange.Message.OAUTHBEARER, ACCOUNTS, TOKENS)
        .respond(bytes(message.replace('^', '\u0001')));
  }

  private static Step xoauth2(String message) {
    return new OauthExchange(OauthExchange.Message.XOAUTH2, ACCOUNTS, TOKENS)
        .respond(bytes(message.replace('^', '\u0001')));
  }

  @Test
  void aTokenIsItsUsers() {
    for (Step step :
        new Step[] {
          bearer("n,a=tim,^host=mail.example^port=143^auth=Bearer good^^"),
          bearer("n,,^auth=bearer good^^"),
          xoauth2("user=tim^auth=Bearer good^^"),
          xoauth2("user=Tim^auth=Bearer good^^")
        }) {
      assertThat(verdict(step).outcome()).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  void aTokenOfSomebodyElseIsNone() {
    Step.Verdict verdict = verdict(xoauth2("user=tom^auth=Bearer good^^"));
    assertThat(verdict.outcome())
        .isEqualTo(new Outcome.Rejected("the token is of 'tim', not of 'tom'"));
    assertThat(new String(verdict.last().orElseThrow(), StandardCharsets.UTF_8))
        .isEqualTo("{\"status\":\"invalid_token\"}");
  }

  @Test
  void whyATokenIsRefusedIsToldInJson() {
    Step.Verdict verdict = verdict(bearer("n,a=tim,^auth=Bearer bad^^"));
    assertThat(verdict.outcome()).isEqualTo(new Outcome.Rejected("expired"));
    assertThat(new String(verdict.last().orElseThrow(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"status\":\"invalid_token\",\"scope\":\"imap\",\"openid-configuration\":"
                + "\"https://id.example/.well-known/openid-configuration\"}");
    assertThat(verdict(bearer("n,,^auth=Bearer away^^")).outcome())
        .isEqualTo(new Outcome.Unavailable("no keys"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n,,",
        "n,,^^",
        "n,,^auth=Bearer good^",
        "n,,^auth=Basic good^^",
        "n,,^auth=Bearer ^^",
        "n,a=,^auth=Bearer good^^",
        "y,,^auth=Bearer good^^",
        "user=tim^auth=Bearer good^^"
      })
  void whatIsNoMessageOfOauthbearerIsMalformed(String message) {
    assertThat(bearer(message)).isInstanceOf(Step.Malformed.class);
  }

  @Test
  void manyFieldsAreNoDanger() {
    assertThat(verdict(bearer("n,," + "^" + "a=^".repeat(4000) + "auth=Bearer good^^")).outcome())
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void base64HasOneFormOnly() {
    assertThat(SaslBase64.decode("AGE=")).hasValueSatisfying(b -> assertThat(b).hasSize(2));
    assertThat(SaslBase64.decode("")).hasValueSatisfying(b -> assertThat(b).isEmpty());
    for (String wrong : new String[] {"AGE", "AGF=", "AG E=", "A=GE", "AGE=\n", "=", "AG-_"}) {
      assertThat(SaslBase64.decode(wrong)).as(wrong).isEmpty();
    }
  }
}

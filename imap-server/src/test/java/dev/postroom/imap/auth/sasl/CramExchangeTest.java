package dev.postroom.imap.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Authenticator.Outcome;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.StoredSecrets;
import dev.postroom.imap.auth.password.HmacContexts;
import dev.postroom.imap.auth.password.HmacContexts.Algorithm;
import dev.postroom.imap.auth.password.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CramExchangeTest {

  private static final String CHALLENGE = "<1896.697170952@postoffice.reston.mci.net>";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Outcome outcome(Algorithm algorithm, Accounts accounts, String response) {
    var exchange = new CramExchange(algorithm, accounts, CHALLENGE);
    assertThat(exchange.begin(Optional.empty()))
        .isInstanceOfSatisfying(
            Step.Challenge.class, step -> assertThat(step.data()).isEqualTo(bytes(CHALLENGE)));
    Step step = exchange.respond(bytes(response));
    assertThat(step).isInstanceOf(Step.Proof.class);
    return ((Step.Proof) step).check().verify().outcome();
  }

  @Test
  void theExampleOfRfc2195() {
    Accounts tim = TestAccounts.clear("tim", "tanstaaftanstaaf");

    assertThat(outcome(Algorithm.MD5, tim, "tim b913a602c7eda7a495b4e6e7334d3890"))
        .isInstanceOf(Outcome.Accepted.class);
    assertThat(outcome(Algorithm.MD5, tim, "tim b913a602c7eda7a495b4e6e7334d3891"))
        .isEqualTo(new Outcome.Rejected("wrong password"));
    assertThat(outcome(Algorithm.MD5, tim, "tom b913a602c7eda7a495b4e6e7334d3890"))
        .isEqualTo(new Outcome.Rejected("there is no user 'tom'"));
    assertThat(outcome(Algorithm.MD5, tim, "down b913a602c7eda7a495b4e6e7334d3890"))
        .isEqualTo(new Outcome.Unavailable("the database is away"));
  }

  /** Written by Courier's own {@code userdbpw -hmac-md5} and its like, for that password. */
  @ParameterizedTest
  @CsvSource({
    "MD5, d06d4e1b26fccaa4b0b61801132340a354b21152711fb604ca3e035e7015116b",
    "SHA1, 72724befb173b1ee5f79c09801b9b15e11d805fe02b49c1d1d00921723b52bcb862c04fa52876446",
    "SHA256, 0dc4407ecdb637a66615a85f4d5632c459c57a86c2038fdd81a8804bc34a9369"
        + "5325d19c44d48eabed0476bc8078e0987eeaf4fff2267de3e00f539ba83f6225"
  })
  void couriersPrecomputedContextsServeAsWell(Algorithm algorithm, String contexts)
      throws Exception {
    Accounts tim = withContexts(algorithm, contexts);
    var mac = Mac.getInstance("Hmac" + algorithm.name());
    mac.init(new SecretKeySpec(bytes("tanstaaftanstaaf"), mac.getAlgorithm()));
    String digest = HexFormat.of().formatHex(mac.doFinal(bytes(CHALLENGE)));

    assertThat(outcome(algorithm, tim, "tim " + digest)).isInstanceOf(Outcome.Accepted.class);
    assertThat(outcome(algorithm, tim, "tim " + digest.replace('0', '1')))
        .isEqualTo(new Outcome.Rejected("wrong password"));
  }

  private static Accounts withContexts(Algorithm algorithm, String hex) {
    return TestAccounts.of(
        Map.of(
            "tim",
            new Credentials(
                List.of(),
                Optional.empty(),
                List.of(HmacContexts.parse(algorithm, hex).orElseThrow()),
                Optional.empty())),
        StoredSecrets.NONE);
  }

  @Test
  void anAccountWithAHashOnlyCannotUseIt() {
    Accounts tim =
        TestAccounts.of(
            Map.of("tim", Credentials.of(PasswordHash.parse("{MD5RAW}" + "00".repeat(16)))),
            StoredSecrets.NONE);
    assertThat(outcome(Algorithm.MD5, tim, "tim " + "00".repeat(16)))
        .isEqualTo(
            new Outcome.Rejected("the account has neither a password in the clear nor hmac-md5pw"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tim", " b913a602c7eda7a495b4e6e7334d3890", "tim xyz", "tim abc"})
  void whatIsNoResponseIsMalformed(String response) {
    assertThat(
            new CramExchange(Algorithm.MD5, TestAccounts.clear("tim", "x"), CHALLENGE)
                .respond(bytes(response)))
        .isInstanceOf(Step.Malformed.class);
  }

  @Test
  void theServerSpeaksFirst() {
    assertThat(
            new CramExchange(Algorithm.MD5, TestAccounts.clear("tim", "x"), CHALLENGE)
                .begin(Optional.of(new byte[0])))
        .isInstanceOf(Step.Malformed.class);
  }
}

package dev.postroom.imap.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Authenticator.Outcome;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.StoredSecrets;
import dev.postroom.imap.auth.password.PasswordHash;
import dev.postroom.imap.auth.password.ScramHash;
import dev.postroom.imap.auth.password.ScramKeys;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramExchangeTest {

  private static final byte[] SALT_5802 = Base64.getDecoder().decode("QSXCR+Q6sek8bf92");
  private static final byte[] SALT_7677 = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
  private static final ChannelBinding CHANNEL =
      type ->
          type.equals("tls-server-end-point") ? Optional.of(utf8("certificate")) : Optional.empty();

  private final ExecutorService hashing = Executors.newSingleThreadExecutor();
  private final ScramUsers users = new ScramUsers(hashing, utf8("a key"));

  @AfterEach
  void stop() {
    hashing.shutdownNow();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Accounts stored(ScramHash hash, byte[] salt) {
    var keys = ScramKeys.of(hash, "pencil", salt, 4096);
    var credentials = Credentials.of(keys);
    return TestAccounts.of(
        Map.of("user", credentials), new StoredSecrets(false, Set.of(hash), Set.of()));
  }

  private ScramExchange exchange(ScramHash hash, Accounts accounts, String nonce) {
    return exchange(hash, accounts, nonce, false, false);
  }

  private ScramExchange exchange(
      ScramHash hash, Accounts accounts, String nonce, boolean plus, boolean plusAnnounced) {
    return new ScramExchange(
        new ScramExchange.Variant(hash, plus, plusAnnounced),
        accounts,
        users,
        CHANNEL,
        () -> nonce);
  }

  private static String challenge(SaslExchange exchange, String message) {
    Step step = exchange.respond(utf8(message));
    assertThat(step).isInstanceOf(Step.Challenge.class);
    return new String(((Step.Challenge) step).data(), StandardCharsets.UTF_8);
  }

  private static Step.Verdict verdict(SaslExchange exchange, String message) {
    Step step = exchange.respond(utf8(message));
    assertThat(step).isInstanceOf(Step.Proof.class);
    return ((Step.Proof) step).check().verify();
  }

  private static String last(Step.Verdict verdict) {
    return new String(verdict.last().orElseThrow(), StandardCharsets.UTF_8);
  }

  @Test
  void theExampleOfRfc5802() {
    ScramExchange exchange =
        exchange(ScramHash.SHA_1, stored(ScramHash.SHA_1, SALT_5802), "3rfcNHYJY1ZVvWVs7j");

    assertThat(challenge(exchange, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"))
        .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
    Step.Verdict verdict =
        verdict(
            exchange,
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
    assertThat(verdict.outcome()).isInstanceOf(Outcome.Accepted.class);
    assertThat(last(verdict)).isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
  }

  @Test
  void theExampleOfRfc7677() {
    ScramExchange exchange =
        exchange(
            ScramHash.SHA_256,
            stored(ScramHash.SHA_256, SALT_7677),
            "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");

    assertThat(challenge(exchange, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))
        .isEqualTo(
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    Step.Verdict verdict =
        verdict(
            exchange,
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    assertThat(verdict.outcome()).isInstanceOf(Outcome.Accepted.class);
    assertThat(last(verdict)).isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  }

  @Test
  void aPasswordInTheClearServesAsWellAsKeys() {
    ScramExchange exchange =
        exchange(ScramHash.SHA_256, TestAccounts.clear("user", "pencil"), "server");
    var client = new ScramClient(ScramHash.SHA_256, "user", "pencil");

    String proof = client.answer(challenge(exchange, client.first("n,,")), utf8("n,,"));
    Step.Verdict verdict = verdict(exchange, proof);

    assertThat(verdict.outcome()).isInstanceOf(Outcome.Accepted.class);
    assertThat(last(verdict)).isEqualTo(client.expectedEnd());
  }

  @Test
  void theSamePasswordWrittenWithOtherCharactersIsTheSame() {
    // SASLprep: U+2168 is IX, U+00AD is nothing (RFC 4013 section 3).
    ScramExchange exchange =
        exchange(ScramHash.SHA_1, TestAccounts.clear("user", "\u2168\u00adx"), "server");
    var client = new ScramClient(ScramHash.SHA_1, "user", "IXx");

    String proof = client.answer(challenge(exchange, client.first("n,,")), utf8("n,,"));

    assertThat(verdict(exchange, proof).outcome()).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void whoDoesNotExistIsToldAsMuchAsWhoDoesAndAlwaysTheSame() {
    Accounts accounts = TestAccounts.clear("user", "pencil");
    for (String name : new String[] {"user", "nobody", "down"}) {
      var client = new ScramClient(ScramHash.SHA_256, name, "wrong");
      ScramExchange once = exchange(ScramHash.SHA_256, accounts, "server");
      ScramExchange again = exchange(ScramHash.SHA_256, accounts, "server");

      String challenge = challenge(once, client.first("n,,"));

      assertThat(challenge)
          .matches("r=clientserver,s=[A-Za-z0-9+/]{22}==,i=4096")
          .isEqualTo(challenge(again, client.first("n,,")));
      Step.Verdict verdict = verdict(once, client.answer(challenge, utf8("n,,")));
      assertThat(verdict.last()).isEmpty();
      assertThat(verdict.outcome())
          .isInstanceOf(name.equals("down") ? Outcome.Unavailable.class : Outcome.Rejected.class);
    }
  }

  @Test
  void whereKeysAreStoredWhoDoesNotExistHasAsManyIterations() {
    var keys = ScramKeys.of(ScramHash.SHA_256, "pencil", SALT_7677, 5000);
    var credentials = Credentials.of(keys);
    Accounts accounts = TestAccounts.of(Map.of("user", credentials), StoredSecrets.NONE);
    var client = new ScramClient(ScramHash.SHA_256, "user", "pencil");
    challenge(exchange(ScramHash.SHA_256, accounts, "s"), client.first("n,,"));

    var nobody = new ScramClient(ScramHash.SHA_256, "nobody", "pencil");
    ScramExchange exchange = exchange(ScramHash.SHA_256, accounts, "s");
    String challenge = challenge(exchange, nobody.first("n,,"));

    assertThat(challenge).endsWith(",i=5000");
    assertThat(verdict(exchange, nobody.answer(challenge, utf8("n,,"))).outcome())
        .isEqualTo(new Outcome.Rejected("there is no user 'nobody'"));
  }

  @Test
  void aClientBindsToTheChannelThatItSees() {
    Accounts accounts = TestAccounts.clear("user", "pencil");
    String header = "p=tls-server-end-point,,";
    var client = new ScramClient(ScramHash.SHA_256, "user", "pencil");
    ScramExchange exchange = exchange(ScramHash.SHA_256, accounts, "server", true, true);

    String proof =
        client.answer(challenge(exchange, client.first(header)), utf8(header + "certificate"));

    assertThat(verdict(exchange, proof).outcome()).isInstanceOf(Outcome.Accepted.class);

    ScramExchange between = exchange(ScramHash.SHA_256, accounts, "server", true, true);
    String other =
        client.answer(challenge(between, client.first(header)), utf8(header + "another"));
    assertThat(verdict(between, other).outcome())
        .isEqualTo(new Outcome.Rejected("bound to another channel: somebody is in between"));
  }

  @Test
  void aClientThatWasToldOfNoBindingAlthoughThereIsOneIsRefused() {
    Accounts accounts = TestAccounts.clear("user", "pencil");

    assertThat(
            exchange(ScramHash.SHA_1, accounts, "s", false, true)
                .respond(utf8("y,,n=user,r=client")))
        .isEqualTo(
            new Step.Malformed(
                "This is no message of SCRAM-SHA-1 (RFC 5802): the server does bind to channels,"
                    + " it says so."));
    assertThat(challenge(exchange(ScramHash.SHA_1, accounts, "s"), "y,,n=user,r=client"))
        .startsWith("r=clients,");
  }

  @Test
  void nobodyActsForSomebodyElse() {
    Accounts accounts = TestAccounts.clear("a,b=c", "pencil");

    assertThat(exchange(ScramHash.SHA_1, accounts, "s").respond(utf8("n,a=x,n=a=2Cb=3Dc,r=c")))
        .isEqualTo(new Step.ForSomebodyElse("a,b=c"));
    assertThat(challenge(exchange(ScramHash.SHA_1, accounts, "s"), "n,a=a=2Cb=3Dc,n=a=2Cb=3Dc,r=c"))
        .startsWith("r=cs,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n,,",
        "n,,n=user",
        "n,,n=,r=x",
        "n,,m=must,n=user,r=x",
        "n,,n=us=er,r=x",
        "n,,n=user,r=\u00e9",
        "p=tls-unique,,n=user,r=x",
        "q,,n=user,r=x"
      })
  void whatIsNoFirstMessageIsMalformed(String message) {
    assertThat(
            exchange(ScramHash.SHA_1, TestAccounts.clear("user", "pencil"), "s")
                .respond(utf8(message)))
        .isInstanceOf(Step.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c=biws,r=clients",
        "c=biws,r=client,p=AAAA",
        "c=biws,r=clientS,p=AAAA",
        "c=biws,r=clients,p=AAA",
        "r=clients,c=biws,p=AAAA"
      })
  void whatIsNoFinalMessageIsMalformed(String message) {
    ScramExchange exchange = exchange(ScramHash.SHA_1, TestAccounts.clear("user", "pencil"), "s");
    challenge(exchange, "n,,n=user,r=client");
    assertThat(exchange.respond(utf8(message))).isInstanceOf(Step.Malformed.class);
  }

  @Test
  void aMessageHasItsLimit() {
    ScramExchange exchange = exchange(ScramHash.SHA_1, TestAccounts.clear("user", "pencil"), "s");
    assertThat(exchange.respond(utf8("n,,n=user,r=" + "x".repeat(1024))))
        .isEqualTo(
            new Step.Malformed(
                "This is no message of SCRAM-SHA-1 (RFC 5802): it has more than 1024 bytes."));
  }

  @Test
  void keysMayBeWrittenAsPostgresWritesThem() {
    String keys = "W22ZaJ0SNY7soEsUEjb6gQ==$%s:%s";
    String stored = "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=";
    String server = "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";
    String text = "SCRAM-SHA-256$4096:" + keys.formatted(stored, server);

    assertThat(PasswordHash.parse(text)).isInstanceOf(ScramKeys.class);
    assertThat(PasswordHash.parse(text).matches(utf8("pencil"))).isTrue();
    assertThat(PasswordHash.parse(text).matches(utf8("pencils"))).isFalse();
    assertThat(PasswordHash.parse(text)).hasToString("keys of SCRAM-SHA-256");
    for (String wrong :
        new String[] {
          text.replace("4096", "0"),
          text.replace("-256", "-512"),
          text.replace("-256", "-1"),
          text.replace(":W", ":W*"),
          text.replace("$W", "$=W")
        }) {
      assertThat(PasswordHash.parse(wrong).problem()).as(wrong).isPresent();
    }
  }
}

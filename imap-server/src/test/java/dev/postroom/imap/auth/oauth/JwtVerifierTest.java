package dev.postroom.imap.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.postroom.contract.oauth.TrustedIssuer;
import dev.postroom.imap.auth.sasl.TokenVerifier.Verdict;
import dev.postroom.testing.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed tokens against keys that a server on this machine, or a file, has. */
class JwtVerifierTest {

  private final ManualClock clock = new ManualClock();
  private final AtomicInteger fetched = new AtomicInteger();
  private volatile String served;
  private HttpServer server;
  private ECKey key;
  private JwtVerifier verifier;

  @TempDir Path directory;

  @BeforeEach
  void start() throws Exception {
    key = key("one");
    served = keys(key);
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          fetched.incrementAndGet();
          byte[] body = served.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(served.isEmpty() ? 500 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    verifier = verifier(Duration.ofMinutes(5));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String location() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
  }

  private TrustedIssuer issuer(String keys) {
    return new TrustedIssuer(
        "https://id.example",
        keys,
        Set.of("imap", "mail"),
        Set.of("imap"),
        "email",
        Set.of("ES256"),
        Duration.ofSeconds(60));
  }

  private JwtVerifier verifier(Duration freshness) {
    var issuerKeys = IssuerKeys.at(URI.create(location()), freshness);
    return new JwtVerifier(issuer(location()), issuerKeys, clock);
  }

  private static ECKey key(String id) throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
  }

  private static String keys(ECKey... keys) {
    return new JWKSet(List.<JWK>of(keys)).toPublicJWKSet().toString();
  }

  private JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> change) {
    return change
        .apply(
            new JWTClaimsSet.Builder()
                .issuer("https://id.example")
                .audience("imap")
                .claim("scope", "openid imap")
                .claim("email", "anna@example.com")
                .expirationTime(Date.from(clock.instant().plusSeconds(300))))
        .build();
  }

  private String token(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return token(key, claims(change), JOSEObjectType.JWT);
  }

  private static String token(ECKey key, JWTClaimsSet claims, JOSEObjectType type)
      throws JOSEException {
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).type(type).build();
    var token = new SignedJWT(header, claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  private static final Verdict ANNA = new Verdict.Valid("anna@example.com");

  private static Verdict invalid(String status, String reason) {
    return new Verdict.Invalid(
        status, reason, "imap", "https://id.example/.well-known/openid-configuration");
  }

  @Test
  void aTokenIsItsUsers() throws Exception {
    assertThat(verifier.verify(token(UnaryOperator.identity()))).isEqualTo(ANNA);
    assertThat(verifier.verify(token(c -> c.claim("scope", null).claim("scp", List.of("imap")))))
        .isEqualTo(ANNA);
    assertThat(verifier.verify(token(c -> c.audience(List.of("other", "mail"))))).isEqualTo(ANNA);
    assertThat(
            verifier.verify(
                token(key, claims(UnaryOperator.identity()), new JOSEObjectType("at+jwt"))))
        .isEqualTo(ANNA);
    assertThat(fetched).hasValue(1);
  }

  @Test
  void whatATokenLacksIsSaid() throws Exception {
    assertInvalid(c -> c.issuer("https://evil.example"), "iss");
    assertInvalid(c -> c.audience("web"), "aud");
    assertInvalid(c -> c.claim("email", null), "email");
    assertInvalid(c -> c.expirationTime(null), "exp");
    assertInvalid(c -> c.claim("email_verified", false), "has not verified the address");
    assertInvalid(c -> c.claim("email", ""), "email is empty");
    assertThat(verifier.verify(token(c -> c.claim("scope", "openid"))))
        .isEqualTo(invalid("insufficient_scope", "its scope is [openid]"));
    assertThat(verifier.verify("rubbish")).isInstanceOf(Verdict.Invalid.class);
  }

  private void assertInvalid(UnaryOperator<JWTClaimsSet.Builder> change, String reason)
      throws JOSEException {
    assertThat(verifier.verify(token(change)))
        .isInstanceOfSatisfying(
            Verdict.Invalid.class,
            found -> {
              assertThat(found.status()).isEqualTo("invalid_token");
              assertThat(found.reason()).contains(reason);
            });
  }

  @Test
  void clocksMayDifferByAsMuchAsTheSiteAllows() throws Exception {
    String token = token(UnaryOperator.identity());
    clock.advance(Duration.ofSeconds(355));
    assertThat(verifier.verify(token)).isEqualTo(ANNA);
    clock.advance(Duration.ofSeconds(10));
    assertThat(verifier.verify(token)).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void nobodyCanMakeATokenHimself() throws Exception {
    JWTClaimsSet claims = claims(UnaryOperator.identity());
    assertThat(verifier.verify(new PlainJWT(claims).serialize()))
        .isInstanceOf(Verdict.Invalid.class);
    var hmac = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    hmac.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
    assertThat(verifier.verify(hmac.serialize())).isInstanceOf(Verdict.Invalid.class);
    assertThat(verifier.verify(token(key("one"), claims, JOSEObjectType.JWT)))
        .isInstanceOf(Verdict.Invalid.class);
    String good = token(UnaryOperator.identity());
    String changed = good.substring(0, good.length() - 4) + "AAAA";
    assertThat(verifier.verify(changed)).isInstanceOf(Verdict.Invalid.class);
  }

  @Test
  void aNewKeyIsLookedForButNotForEveryToken() throws Exception {
    assertThat(verifier.verify(token(UnaryOperator.identity()))).isEqualTo(ANNA);
    ECKey two = key("two");
    served = keys(key, two);
    JWTClaimsSet claims = claims(UnaryOperator.identity());
    assertThat(verifier.verify(token(two, claims, JOSEObjectType.JWT))).isEqualTo(ANNA);
    int before = fetched.get();

    for (int i = 0; i < 20; i++) {
      assertThat(verifier.verify(token(key("made-up-" + i), claims, JOSEObjectType.JWT)))
          .isInstanceOf(Verdict.Invalid.class);
    }

    assertThat(fetched).hasValueLessThanOrEqualTo(before + 1);
    assertThat(verifier.verify(token(UnaryOperator.identity()))).isEqualTo(ANNA);
  }

  @Test
  void theLastKeysServeWhenNoneCanBeHad() throws Exception {
    JwtVerifier impatient = verifier(Duration.ofMillis(20));
    assertThat(impatient.verify(token(UnaryOperator.identity()))).isEqualTo(ANNA);
    served = "";
    int before = fetched.get();
    while (fetched.get() == before) {
      assertThat(impatient.verify(token(UnaryOperator.identity()))).isEqualTo(ANNA);
    }
  }

  @Test
  void withoutAnyKeysNobodyCanSay() throws Exception {
    served = "";
    for (int i = 0; i < 5; i++) {
      assertThat(verifier.verify(token(UnaryOperator.identity())))
          .isInstanceOf(Verdict.Unavailable.class);
    }
    assertThat(fetched).hasValueLessThanOrEqualTo(2);
  }

  @Test
  void tooManyKeysAreNone() throws Exception {
    served = "{\"keys\":[],\"x\":\"" + "x".repeat(256 * 1024) + "\"}";
    assertThat(verifier.verify(token(UnaryOperator.identity())))
        .isInstanceOf(Verdict.Unavailable.class);
  }

  @Test
  void keysMayBeInAFileAndTheConfigurationMayChange() throws IOException, JOSEException {
    Files.writeString(directory.resolve("keys.json"), keys(key));
    var wanted = new AtomicReference<Optional<TrustedIssuer>>();
    wanted.set(Optional.of(issuer("keys.json")));
    var current = new CurrentIssuer(wanted::get, directory::resolve, clock);
    var first = current.get().orElseThrow();
    assertThat(first.verify(token(UnaryOperator.identity()))).isEqualTo(ANNA);

    wanted.set(Optional.of(issuer("keys.json")));
    assertThat(current.get()).containsSame(first);
    wanted.set(Optional.of(issuer(location())));
    assertThat(current.get().orElseThrow()).isNotSameAs(first);
    wanted.set(Optional.empty());
    assertThat(current.get()).isEmpty();
  }
}

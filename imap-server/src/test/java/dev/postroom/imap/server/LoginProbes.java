package dev.postroom.imap.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postroom.imap.auth.sasl.SaslBase64;
import dev.postroom.imap.net.Listener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;

/** Probes of what is said before a login, and of logins. */
final class LoginProbes {

  private static final ECKey KEY = key();

  private static final String ISSUER =
      """
      POSTROOM_OAUTH_ISSUER=https://id.example
      POSTROOM_OAUTH_JWKS=keys.json
      POSTROOM_OAUTH_AUDIENCE=imap
      POSTROOM_OAUTH_CLAIM=sub
      """;

  static final List<LiveProbe> ALL =
      List.of(
          new LiveProbe(
              "AUTHSERVICEnnn",
              "AUTHSERVICE%d=other",
              server -> server.login("ben", "other"),
              "NO",
              "OK"),
          new LiveProbe(
              "DEFDOMAIN",
              "DEFDOMAIN=@example.net",
              server -> server.login("carl", ServerFixture.PASSWORD),
              "NO",
              "OK"),
          new LiveProbe(
                  "DOMAINSEP",
                  "DOMAINSEP=%%",
                  server -> server.login("carl@example.net", ServerFixture.PASSWORD),
                  "OK",
                  "NO")
              .given("DEFDOMAIN=@example.net\n"),
          greets("IMAP_CAPABILITY", "\"IMAP4rev1 X-PROBE\"", Listener.IMAP, "X-PROBE"),
          greets("IMAP_CAPABILITY_TLS", "\"IMAP4rev1 X-PROBE\"", Listener.IMAPS, "X-PROBE"),
          new LiveProbe(
              "IMAP_ID_FIELDS",
              "IMAP_ID_FIELDS=0",
              server -> server.tells("ID NIL", "* ID "),
              "false",
              "true"),
          greets("IMAP_TLS_REQUIRED", "1", Listener.IMAP, "LOGINDISABLED"),
          new LiveProbe(
              "IMAPDSTARTTLS",
              "IMAPDSTARTTLS=NO",
              server -> greets(server, Listener.IMAP, "STARTTLS"),
              "true",
              "false"),
          new LiveProbe(
              "IMAP_MAILBOX_SANITY_CHECK",
              "IMAP_MAILBOX_SANITY_CHECK=0",
              LoginProbes::foreignMaildir,
              "false",
              "true"),
          token("ISSUER", "https://other.example", "OK", "NO"),
          token("JWKS", "other.json", "OK", "NO"),
          token("AUDIENCE", "web", "OK", "NO"),
          token("SCOPE", "admin", "OK", "NO"),
          token("CLAIM", "email", "OK", "NO"),
          token("ALGORITHMS", "RS256", "OK", "NO"),
          token("CLOCK_SKEW", "0", "OK", "NO"));

  private LoginProbes() {}

  private static LiveProbe greets(String variable, String value, Listener listener, String word) {
    return new LiveProbe(
        variable,
        variable + "=" + value,
        server -> greets(server, listener, word),
        "false",
        "true");
  }

  private static String greets(LiveServer server, Listener listener, String word)
      throws IOException {
    return String.valueOf(server.greeting(listener, LiveServer.FROM).contains(word));
  }

  /** Whether dora may use a Maildir that belongs to another user; only root can make it so. */
  private static String foreignMaildir(LiveServer server) throws IOException {
    Path maildir = Files.createDirectories(server.path("home-dora/Maildir"));
    if (!Files.getAttribute(maildir, "unix:uid").equals(54321)) {
      Files.setAttribute(maildir, "unix:uid", 54321);
    }
    try (TestClient dora = server.connect(Listener.IMAP)) {
      dora.line();
      dora.send("a LOGIN dora secret\r\nb NOOP\r\n");
      dora.line();
      return String.valueOf(dora.line().startsWith("b OK"));
    }
  }

  private static LiveProbe token(String name, String value, String before, String after) {
    String variable = "POSTROOM_OAUTH_" + name;
    return new LiveProbe(variable, variable + "=" + value, LoginProbes::token, before, after)
        .given(ISSUER);
  }

  /** Logs in with a token that has expired a few seconds ago. */
  private static String token(LiveServer server) throws Exception {
    server.fixture().write("keys.json", new JWKSet(KEY).toString());
    server.fixture().write("other.json", new JWKSet(key()).toString());
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("https://id.example")
            .audience("imap")
            .subject("ben")
            .expirationTime(Date.from(server.now().minus(Duration.ofSeconds(5))))
            .build();
    var token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), claims);
    token.sign(new ECDSASigner(KEY));
    String message = "user=ben\u0001auth=Bearer %s\u0001\u0001".formatted(token.serialize());
    String encoded = SaslBase64.encode(message.getBytes(StandardCharsets.UTF_8));
    try (TestClient client = server.connect(Listener.IMAPS)) {
      client.line();
      client.send("a AUTHENTICATE XOAUTH2 " + encoded + "\r\n");
      String line = client.line();
      if (line.startsWith("+ ")) {
        // Why not; an empty answer ends the exchange.
        client.send("\r\n");
        line = client.line();
      }
      return line.split(" ")[1];
    }
  }

  private static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("one").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}

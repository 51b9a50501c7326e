package dev.postroom.imap.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.postroom.imap.auth.password.ScramHash;
import dev.postroom.imap.auth.sasl.SaslBase64;
import dev.postroom.imap.auth.sasl.ScramClient;
import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.net.Listener;
import dev.postroom.imap.tls.CertifiedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mechanisms that need more of the house than a dialogue has: TLS, certificates, an issuer. */
class AuthenticateTest {

  private static final String CLIENT = "127.77.14.1";

  @TempDir Path directory;
  private ServerFixture fixture;

  @BeforeEach
  void prepare() throws Exception {
    fixture = new ServerFixture(directory);
    fixture.write("userdb", "anna\thome=%s|imappw={PLAIN}secret\n".formatted(fixture.home("anna")));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static List<String> mechanisms(TestClient client) throws IOException {
    return Arrays.stream(client.command("CAPABILITY").getFirst().split(" "))
        .filter(word -> word.startsWith("AUTH="))
        .map(word -> word.substring("AUTH=".length()))
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void inTheClearOnlyThatIsAnnouncedWhichGivesNothingAway() throws Exception {
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAP, CLIENT)) {
      client.line();
      assertThat(mechanisms(client))
          .containsExactly("SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-SHA256", "CRAM-SHA1", "CRAM-MD5");
      client.handshakeByStartTls();
      assertThat(mechanisms(client))
          .startsWith("SCRAM-SHA-256-PLUS")
          .contains("PLAIN", "LOGIN")
          .doesNotContain("EXTERNAL", "OAUTHBEARER", "XOAUTH2");
      assertThat(client.command("AUTHENTICATE PLAIN AGFubmEAc2VjcmV0"))
          .containsExactly("OK LOGIN Ok.");
    }
  }

  @Test
  void hashesAreOfNoUseToWhatComputesWithThePassword() throws Exception {
    fixture.write("userdb", "anna\thome=%s|imappw={MD5RAW}0\n".formatted(fixture.home("anna")));
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAPS, CLIENT)) {
      client.line();
      assertThat(mechanisms(client)).containsExactly("PLAIN", "LOGIN");
    }
  }

  @Test
  void aSiteAnnouncesWhatItWants() throws Exception {
    fixture.write(
        "imapd", "PORT=0\nIMAP_CAPABILITY=\"IMAP4rev1 AUTH=CRAM-MD5 AUTH=OAUTHBEARER\"\n");
    fixture.start();
    try (TestClient client = fixture.connect(Listener.IMAP, CLIENT)) {
      client.line();
      assertThat(mechanisms(client)).containsExactly("CRAM-MD5");
      assertThat(client.command("AUTHENTICATE SCRAM-SHA-256"))
          .containsExactly("NO There is no mechanism SCRAM-SHA-256 here.");
    }
  }

  @Test
  void scramBindsToTheCertificateThatTheClientSees() throws Exception {
    fixture.start();
    try (TestClient client = TestClient.connect(fixture.address(Listener.IMAPS), CLIENT, false)) {
      X509Certificate certificate = client.handshake();
      client.line();
      String header = "p=tls-server-end-point,,";
      // RFC 5929 section 4.1: the hash is that of the signature.
      assertThat(certificate.getSigAlgName()).isEqualTo("SHA384withECDSA");
      byte[] hash = MessageDigest.getInstance("SHA-384").digest(certificate.getEncoded());
      byte[] bound = Arrays.copyOf(utf8(header), header.length() + hash.length);
      System.arraycopy(hash, 0, bound, header.length(), hash.length);
      var scram = new ScramClient(ScramHash.SHA_256, "anna", "secret");

      client.send(
          "a AUTHENTICATE SCRAM-SHA-256-PLUS "
              + SaslBase64.encode(utf8(scram.first(header)))
              + "\r\n");
      byte[] challenge = Base64.getDecoder().decode(client.line().substring(2));
      String answer = scram.answer(new String(challenge, StandardCharsets.UTF_8), bound);
      client.send(SaslBase64.encode(utf8(answer)) + "\r\n");
      assertThat(client.line()).isEqualTo("+ " + SaslBase64.encode(utf8(scram.expectedEnd())));
      client.send("\r\n");
      assertThat(client.line()).isEqualTo("a OK LOGIN Ok.");
    }
  }

  @Test
  void aClientCertificateNamesItsUser() throws Exception {
    String subject = "Anna A.,EMAILADDRESS=anna";
    CertifiedKey anna = TestCertificates.certified(directory, subject);
    fixture.write("clients.pem", TestCertificates.pem(directory, subject));
    fixture.write(
        "imapd-ssl",
        "SSLPORT=0\nTLS_VERIFYPEER=PEER\nTLS_TRUSTCERTS=%s\nTLS_EXTERNAL=emailaddress\n"
            .formatted(directory.resolve("clients.pem")));
    fixture.start();
    try (TestClient client = TestClient.connect(fixture.address(Listener.IMAPS), CLIENT, false)) {
      client.handshake(anna);
      client.line();
      assertThat(mechanisms(client)).contains("EXTERNAL");
      assertThat(client.command("AUTHENTICATE EXTERNAL =")).containsExactly("OK LOGIN Ok.");
    }
    try (TestClient client = fixture.connect(Listener.IMAPS, CLIENT)) {
      client.line();
      assertThat(mechanisms(client)).doesNotContain("EXTERNAL");
      assertThat(client.command("AUTHENTICATE EXTERNAL ="))
          .containsExactly("NO There is no mechanism EXTERNAL here.");
    }
  }

  @Test
  void aTokenOfTheTrustedIssuerLogsItsUserIn() throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
    fixture.write("keys.json", new JWKSet(key).toString());
    fixture.write(
        "imapd",
        """
        PORT=0
        POSTROOM_OAUTH_ISSUER=https://id.example
        POSTROOM_OAUTH_JWKS=keys.json
        POSTROOM_OAUTH_AUDIENCE=imap
        POSTROOM_OAUTH_CLAIM=sub
        """);
    fixture.start();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("https://id.example")
            .audience("imap")
            .subject("anna")
            .expirationTime(Date.from(Instant.now().plusSeconds(300)))
            .build();
    var token =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build(), claims);
    token.sign(new ECDSASigner(key));

    try (TestClient client = fixture.connect(Listener.IMAPS, CLIENT)) {
      client.line();
      String message = "user=anna\u0001auth=Bearer %s\u0001\u0001".formatted(token.serialize());
      assertThat(client.command("AUTHENTICATE XOAUTH2 " + SaslBase64.encode(utf8(message))))
          .containsExactly("OK LOGIN Ok.");
    }
  }
}

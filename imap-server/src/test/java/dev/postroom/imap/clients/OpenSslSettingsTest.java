package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.net.Listener;
import dev.postroom.imap.server.ServerFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What variables and files make of TLS, as OpenSSL's {@code s_client} sees it. */
class OpenSslSettingsTest {

  private static final String LOGGED_OUT = "a OK ";
  private static final List<String> VERSIONS = List.of("-tls1_3", "-tls1_2");

  @TempDir Path directory;
  @TempDir Path home;
  private OpenSsl openssl;
  private ServerFixture server;

  @BeforeEach
  void prepare() throws Exception {
    openssl = new OpenSsl(home);
    server = new ServerFixture(directory);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tls13CanBeRequiredForOneListenerOnly() throws Exception {
    server.write("imapd-ssl", "SSLPORT=0\nTLS_PROTOCOL=TLSv1.3\nTLS_STARTTLS_PROTOCOL=TLSv1.2\n");
    server.start();

    assertThat(imaps("-tls1_3")).contains(LOGGED_OUT);
    assertThat(imaps("-tls1_2")).doesNotContain(LOGGED_OUT);
    assertThat(startTls("-tls1_2")).contains(LOGGED_OUT);
  }

  @Test
  void theCipherListDecidesWhatIsSpokenInTls12() throws Exception {
    server.write("imapd-ssl", "SSLPORT=0\nTLS_CIPHER_LIST=kEECDH+CHACHA20:!aNULL\n");
    server.start();

    assertThat(imaps("-tls1_2")).contains("Cipher is ECDHE-ECDSA-CHACHA20-POLY1305");
    assertThat(imaps("-tls1_2", "-cipher", "AESGCM")).doesNotContain(LOGGED_OUT);
    assertThat(imaps("-tls1_3")).contains(LOGGED_OUT);
  }

  @Test
  void anAddressOfTheServerHasItsCertificateUnlessANameIsAskedFor() throws Exception {
    server.write("imapd.pem.127.0.0.1", openssl.selfSigned("/CN=of the address"));
    server.write("imapd.pem.mail.example.org", openssl.selfSigned("/CN=of the name"));
    server.start();

    assertThat(imaps("-noservername")).contains("CN = of the address");
    assertThat(imaps("-servername", "elsewhere.example.com")).contains("CN = of the address");
    assertThat(imaps("-servername", "mail.example.org")).contains("CN = of the name");
  }

  @Test
  void newFilesServeNewHandshakesAndEndSessionsThatRestOnOldOnes() throws Exception {
    server.start();
    for (String version : VERSIONS) {
      assertThat(imaps(version, "-sess_out", session(version))).contains("New, ");
    }
    assertThat(imaps("-servername", "mail.example.org")).contains("CN = localhost");

    // A change of something else, to begin with.
    server.write("imapd-ssl", "SSLPORT=0\nTLS_ALPN=\"imap imap4\"\n");
    await().until(() -> imaps("-alpn", "imap4").contains("ALPN protocol: imap4"));
    for (String version : VERSIONS) {
      assertThat(imaps(version, "-sess_in", session(version))).contains("Reused, ", LOGGED_OUT);
    }

    server.write("imapd.pem.mail.example.org", openssl.selfSigned("/CN=of the name"));
    await().until(() -> imaps("-servername", "mail.example.org").contains("CN = of the name"));
    for (String version : VERSIONS) {
      assertThat(imaps(version, "-sess_in", session(version))).contains("New, ", LOGGED_OUT);
      assertThat(imaps(version, "-sess_out", session(version))).contains("New, ");
    }

    server.write("imapd.pem", openssl.selfSigned("/CN=renewed"));
    await().until(() -> imaps("-noservername").contains("CN = renewed"));
    for (String version : VERSIONS) {
      assertThat(imaps(version, "-sess_in", session(version))).contains("New, ", LOGGED_OUT);
    }
  }

  @Test
  void aClientsCertificateLetsItInWhileATrustedAuthorityVouchesForIt() throws Exception {
    Path authority = openssl.authority("authority");
    String anna = openssl.issued(authority, "/CN=anna/O=Example").toString();
    String stranger = openssl.issued(openssl.authority("stranger"), "/CN=anna").toString();
    server.write("imapd-ssl", verifyPeers("PEER", authority) + "TLS_EXTERNAL=CN\n");
    server.start();
    String login = "x AUTHENTICATE EXTERNAL =\r\ny SELECT INBOX\r\n";
    int port = server.port(Listener.IMAPS);

    assertThat(imaps("-cert", stranger, "-key", stranger)).doesNotContain(LOGGED_OUT);
    assertThat(openssl.say(login, port)).contains("x NO ", LOGGED_OUT).doesNotContain("y OK ");
    assertThat(openssl.say(login, port, "-cert", anna, "-key", anna, "-sess_out", session("")))
        .contains("x OK ", "y OK ");
    assertThat(openssl.say(login, port, "-sess_in", session(""))).contains("Reused, ", "y OK ");

    // Neither the certificate nor the session outlives the trust.
    Files.writeString(authority, Files.readString(openssl.authority("another")));
    await().until(() -> !imaps("-cert", anna, "-key", anna).contains(LOGGED_OUT));
    assertThat(openssl.say(login, port, "-sess_in", session("")))
        .contains("New, ", "x NO ")
        .doesNotContain("y OK ");
  }

  @Test
  void whereItIsRequiredNobodyComesInWithoutACertificate() throws Exception {
    Path authority = openssl.authority("authority");
    String anna = openssl.issued(authority, "/CN=anna").toString();
    Path authorities = Files.createDirectory(home.resolve("authorities"));
    Files.copy(authority, authorities.resolve("1234abcd.0"));
    server.write("imapd-ssl", verifyPeers("REQUIREPEER", authorities));
    server.start();

    for (String version : VERSIONS) {
      assertThat(imaps(version, "-cert", anna, "-key", anna, "-sess_out", session(version)))
          .contains(LOGGED_OUT);
      assertThat(imaps(version, "-sess_in", session(version))).contains("Reused, ", LOGGED_OUT);
      assertThat(imaps(version)).doesNotContain(LOGGED_OUT);
    }
  }

  private static String verifyPeers(String level, Path authorities) {
    return "SSLPORT=0\nTLS_VERIFYPEER=%s\nTLS_TRUSTCERTS=%s\n".formatted(level, authorities);
  }

  private String session(String version) {
    return home.resolve("session" + version).toString();
  }

  private String imaps(String... options) throws Exception {
    return openssl.connect(server.port(Listener.IMAPS), options);
  }

  private String startTls(String... options) throws Exception {
    return openssl.startTls(server.port(Listener.IMAP), options);
  }
}

package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.net.Listener;
import dev.postroom.imap.server.ServerFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OpenSSL's {@code s_client} looks at the TLS of a server as it comes, with certificates for some
 * names; {@link OpenSslSettingsTest} has what variables change. All tests share one server.
 */
class OpenSslTest {

  private static final String LOGGED_OUT = "a OK ";

  @TempDir private static Path directory;
  @TempDir private static Path made;
  private static ServerFixture server;

  @TempDir Path home;
  private OpenSsl openssl;

  @BeforeAll
  static void startServer() throws Exception {
    OpenSsl maker = new OpenSsl(made);
    server = new ServerFixture(directory);
    server.write("imapd.pem.mail.example.org", maker.selfSigned("/CN=of example.org"));
    server.write("imapd.pem.mail.example.net", maker.rsa("/CN=of example.net"));
    server.start();
  }

  @AfterAll
  static void stopServer() {
    // Where OpenSSL is missing there is none.
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void prepare() {
    openssl = new OpenSsl(home);
  }

  @Test
  void speaksTls12And13AndNothingOlder() throws Exception {
    assertThat(imaps("-tls1_3")).contains("New, TLSv1.3, ", LOGGED_OUT);
    assertThat(imaps("-tls1_2")).contains("New, TLSv1.2, ", LOGGED_OUT);
    // At level 0 this OpenSSL would talk with servers of long ago.
    assertThat(imaps("-tls1_1", "-cipher", "ALL:@SECLEVEL=0"))
        .contains("alert protocol version")
        .doesNotContain(LOGGED_OUT);
    assertThat(imaps("-tls1", "-cipher", "ALL:@SECLEVEL=0"))
        .contains("alert protocol version")
        .doesNotContain(LOGGED_OUT);
  }

  @Test
  void eachNameGetsItsCertificateAndOthersTheDefault() throws Exception {
    assertThat(imaps("-servername", "mail.example.org")).contains("CN = of example.org");
    assertThat(imaps("-servername", "Mail.Example.ORG")).contains("CN = of example.org");
    assertThat(imaps("-servername", "mail.example.net", "-tls1_3")).contains("CN = of example.net");
    assertThat(imaps("-servername", "mail.example.net", "-tls1_2"))
        .contains("CN = of example.net", "Cipher is ECDHE-RSA-");
    assertThat(imaps("-servername", "elsewhere.example.com")).contains("CN = localhost");
    assertThat(imaps("-noservername")).contains("CN = localhost");
    assertThat(startTls("-servername", "mail.example.org")).contains("CN = of example.org");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3", "-tls1_2"})
  void aSessionIsResumedOnEitherListener(String version) throws Exception {
    String session = home.resolve("session").toString();
    assertThat(imaps(version, "-sess_out", session)).contains("New, ");

    assertThat(imaps(version, "-sess_in", session)).contains("Reused, ", LOGGED_OUT);
    assertThat(startTls(version, "-sess_in", session)).contains("Reused, ", LOGGED_OUT);
  }

  @Test
  void aClientWithoutTicketsResumesFromTheServersMemory() throws Exception {
    String session = home.resolve("session").toString();
    assertThat(imaps("-tls1_2", "-no_ticket", "-sess_out", session)).contains("New, ");

    assertThat(imaps("-tls1_2", "-no_ticket", "-sess_in", session))
        .contains("Reused, ", LOGGED_OUT);
  }

  @Test
  void whoReconnectsResumes() throws Exception {
    String output = imaps("-tls1_2", "-reconnect");

    assertThat(output.split("Reused, TLSv1.2", -1)).hasSize(6);
  }

  @Test
  void theApplicationProtocolIsAgreedOnWhereTheClientKnowsIt() throws Exception {
    assertThat(imaps("-alpn", "imap")).contains("ALPN protocol: imap", LOGGED_OUT);
    assertThat(imaps("-alpn", "h2")).contains("No ALPN negotiated", LOGGED_OUT);
  }

  @Test
  void renegotiationEndsTheConnection() throws Exception {
    assertThat(openssl.renegotiate(server.port(Listener.IMAPS), "-tls1_2"))
        .contains("RENEGOTIATING")
        .containsPattern("no renegotiation|unexpected message|errno|closed");
  }

  private String imaps(String... options) throws Exception {
    return openssl.connect(server.port(Listener.IMAPS), options);
  }

  private String startTls(String... options) throws Exception {
    return openssl.startTls(server.port(Listener.IMAP), options);
  }
}

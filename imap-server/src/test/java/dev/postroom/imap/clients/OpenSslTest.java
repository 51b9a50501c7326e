package dev.postroom.imap.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.imap.net.Listener;
import dev.postroom.imap.server.ServerFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenSSL's {@code s_client} looks at the server's TLS. */
class OpenSslTest {

  private static final String LOGGED_OUT = "a OK ";

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
  void speaksTls12And13AndNothingOlder() throws Exception {
    server.start();

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
  void eachNameGetsItsCertificateAndOthersTheDefault() throws Exception {
    server.write("imapd.pem.mail.example.org", openssl.selfSigned("/CN=of example.org"));
    server.write("imapd.pem.mail.example.net", openssl.rsa("/CN=of example.net"));
    server.start();

    assertThat(imaps("-servername", "mail.example.org")).contains("CN = of example.org");
    assertThat(imaps("-servername", "Mail.Example.ORG")).contains("CN = of example.org");
    assertThat(imaps("-servername", "mail.example.net", "-tls1_2"))
        .contains("CN = of example.net", "Cipher is ECDHE-RSA-");
    assertThat(imaps("-servername", "elsewhere.example.com")).contains("CN = localhost");
    assertThat(imaps("-noservername")).contains("CN = localhost");
    assertThat(startTls("-servername", "mail.example.org")).contains("CN = of example.org");
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
  void theCertificateOfANewNameIsFoundWhileTheServerRuns() throws Exception {
    server.start();
    assertThat(imaps("-servername", "mail.example.org")).contains("CN = localhost");

    server.write("imapd.pem.mail.example.org", openssl.selfSigned("/CN=of the name"));

    await().until(() -> imaps("-servername", "mail.example.org").contains("CN = of the name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3", "-tls1_2"})
  void aSessionIsResumedOnEitherListenerAndThroughAReload(String version) throws Exception {
    server.start();
    String session = home.resolve("session").toString();
    assertThat(imaps(version, "-sess_out", session)).contains("New, ");

    assertThat(imaps(version, "-sess_in", session)).contains("Reused, ", LOGGED_OUT);
    assertThat(startTls(version, "-sess_in", session)).contains("Reused, ", LOGGED_OUT);

    server.write("imapd-ssl", "SSLPORT=0\nTLS_ALPN=\"imap imap4\"\n");
    await().until(() -> imaps("-alpn", "imap4").contains("ALPN protocol: imap4"));
    assertThat(imaps(version, "-sess_in", session)).contains("Reused, ", LOGGED_OUT);
  }

  @Test
  void aClientWithoutTicketsResumesFromTheServersMemory() throws Exception {
    server.start();
    String session = home.resolve("session").toString();
    assertThat(imaps("-tls1_2", "-no_ticket", "-sess_out", session)).contains("New, ");

    assertThat(imaps("-tls1_2", "-no_ticket", "-sess_in", session))
        .contains("Reused, ", LOGGED_OUT);
  }

  @Test
  void whoReconnectsResumes() throws Exception {
    server.start();

    String output = imaps("-tls1_2", "-reconnect");

    assertThat(output.split("Reused, TLSv1.2", -1)).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3", "-tls1_2"})
  void noSessionOutlivesTheCertificateThatItBeganWith(String version) throws Exception {
    server.start();
    String session = home.resolve("session").toString();
    assertThat(imaps(version, "-sess_out", session)).contains("New, ");

    server.write("imapd.pem", openssl.selfSigned("/CN=renewed"));
    await().until(() -> imaps("-noservername").contains("CN = renewed"));

    assertThat(imaps(version, "-sess_in", session)).contains("New, ", LOGGED_OUT);
  }

  @Test
  void clientsMayShowACertificateThatATrustedAuthorityVouchesFor() throws Exception {
    Path authority = openssl.authority("authority");
    String anna = openssl.issued(authority, "/CN=anna").toString();
    String stranger = openssl.issued(openssl.authority("stranger"), "/CN=anna").toString();
    verifyPeers("PEER", authority);

    assertThat(imaps("-cert", anna, "-key", anna)).contains(LOGGED_OUT);
    assertThat(imaps()).contains(LOGGED_OUT);
    assertThat(imaps("-cert", stranger, "-key", stranger)).doesNotContain(LOGGED_OUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_3", "-tls1_2"})
  void whereItIsRequiredNobodyComesInWithoutACertificate(String version) throws Exception {
    Path authority = openssl.authority("authority");
    String anna = openssl.issued(authority, "/CN=anna").toString();
    Path directory = Files.createDirectory(home.resolve("authorities"));
    Files.copy(authority, directory.resolve("1234abcd.0"));
    verifyPeers("REQUIREPEER", directory);
    String session = home.resolve("session").toString();

    assertThat(imaps(version, "-cert", anna, "-key", anna, "-sess_out", session))
        .contains(LOGGED_OUT);
    assertThat(imaps(version, "-sess_in", session)).contains("Reused, ", LOGGED_OUT);
    assertThat(imaps(version)).doesNotContain(LOGGED_OUT);
  }

  @Test
  void whoShowsACertificateLogsInAsItsSubject() throws Exception {
    Path authority = openssl.authority("authority");
    String anna = openssl.issued(authority, "/CN=anna/O=Example").toString();
    server.write(
        "imapd-ssl",
        "SSLPORT=0\nTLS_VERIFYPEER=PEER\nTLS_EXTERNAL=CN\nTLS_TRUSTCERTS=" + authority + "\n");
    server.start();
    String session = home.resolve("session").toString();
    String login = "x AUTHENTICATE EXTERNAL =\r\ny SELECT INBOX\r\n";
    int port = server.port(Listener.IMAPS);

    assertThat(openssl.say(login, port, "-cert", anna, "-key", anna, "-sess_out", session))
        .contains("x OK ", "y OK ");
    assertThat(openssl.say(login, port, "-sess_in", session)).contains("Reused, ", "y OK ");
    assertThat(openssl.say(login, port)).contains("x NO ").doesNotContain("y OK ");
  }

  @Test
  void noSessionOutlivesTheTrustThatItBeganWith() throws Exception {
    Path authority = openssl.authority("authority");
    String anna = openssl.issued(authority, "/CN=anna").toString();
    verifyPeers("REQUIREPEER", authority);
    String session = home.resolve("session").toString();
    assertThat(imaps("-cert", anna, "-key", anna, "-sess_out", session)).contains(LOGGED_OUT);

    Files.writeString(authority, Files.readString(openssl.authority("another")));

    await().until(() -> !imaps("-cert", anna, "-key", anna).contains(LOGGED_OUT));
    assertThat(imaps("-sess_in", session)).doesNotContain(LOGGED_OUT);
  }

  @Test
  void theApplicationProtocolIsAgreedOnWhereTheClientKnowsIt() throws Exception {
    server.start();

    assertThat(imaps("-alpn", "imap")).contains("ALPN protocol: imap", LOGGED_OUT);
    assertThat(imaps("-alpn", "h2")).contains("No ALPN negotiated", LOGGED_OUT);
  }

  @Test
  void renegotiationEndsTheConnection() throws Exception {
    server.start();

    assertThat(openssl.renegotiate(server.port(Listener.IMAPS), "-tls1_2"))
        .contains("RENEGOTIATING")
        .containsPattern("no renegotiation|unexpected message|errno|closed");
  }

  private void verifyPeers(String level, Path authorities) throws Exception {
    server.write(
        "imapd-ssl",
        "SSLPORT=0\nTLS_VERIFYPEER=%s\nTLS_TRUSTCERTS=%s\n".formatted(level, authorities));
    server.start();
  }

  private String imaps(String... options) throws Exception {
    return openssl.connect(server.port(Listener.IMAPS), options);
  }

  private String startTls(String... options) throws Exception {
    String[] all = new String[options.length + 2];
    all[0] = "-starttls";
    all[1] = "imap";
    System.arraycopy(options, 0, all, 2, options.length);
    return openssl.connect(server.port(Listener.IMAP), all);
  }
}

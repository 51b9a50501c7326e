package dev.postroom.imap.auth.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import dev.postroom.imap.auth.AccountModule.OpenSource;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.authlib.AuthlibFile;
import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.tls.CertifiedKey;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is asked over TLS, and whether it is the one that is meant. */
class LdapTlsTest {

  private static final String LDAPS = "ldaps";
  private static final String STARTTLS = "starttls";

  private static final String PLAIN = "plain";

  /** Another name of the same machine, which is not in its certificate. */
  private static final String ALIAS = "127.1";

  @TempDir private static Path scratch;

  private static InMemoryDirectoryServer directory;
  private static Path authority;
  private static Path stranger;

  @BeforeAll
  static void start() throws Exception {
    CertifiedKey certified = TestCertificates.certified(scratch, "ldap.example.com");
    authority = certificate(certified);
    stranger = certificate(TestCertificates.certified(scratch, "stranger.example.com"));
    SSLContext tls = context(certified);
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    var config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.setSchema(null);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPSConfig(
            LDAPS, here, 0, tls.getServerSocketFactory(), null),
        InMemoryListenerConfig.createLDAPConfig(STARTTLS, here, 0, tls.getSocketFactory()),
        InMemoryListenerConfig.createLDAPConfig(PLAIN, here, 0, null));
    directory = new InMemoryDirectoryServer(config);
    directory.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
    directory.add(
        "dn: uid=anna,dc=example,dc=com",
        "objectClass: mailAccount",
        "uid: anna",
        "mail: anna@example.com",
        "homeDirectory: /home/anna",
        "userPassword: secret");
    directory.startListening();
  }

  @AfterAll
  static void stop() {
    directory.shutDown(true);
  }

  @Test
  void aDirectoryWhoseCertificateAnAuthoritySignedIsAsked() throws AccountSourceException {
    assertThat(find(ldaps("localhost"), trusting(authority))).isTrue();
    assertThat(find(startTls("localhost"), trusting(authority))).isTrue();
    // STARTTLS is for what is not encrypted yet.
    assertThat(find(ldaps("localhost") + "LDAP_TLS 1\n", trusting(authority))).isTrue();
  }

  @Test
  void aCertificateThatNobodySignedIsATemporaryFailureThatSaysWhatToDo() {
    for (String server : List.of(ldaps("localhost"), startTls("localhost"))) {
      assertNotBelieved(
          server,
          trusting(stranger),
          "Certificate 'CN=ldap.example.com' nor any of its issuers was found in"
              + " the PEM file trust store.");
      assertNotBelieved(
          server,
          Map.of(),
          "The presented certificate chain containing certificates 'CN=ldap.example.com' cannot be"
              + " trusted because none of the certificates in that chain were found in the JVM's"
              + " default set of trusted issuers.");
    }
  }

  @Test
  void aCertificateForAnotherHostIsATemporaryFailureThatSaysWhatToDo() {
    for (String server : List.of(ldaps(ALIAS), startTls(ALIAS))) {
      assertNotBelieved(
          server,
          trusting(authority),
          "Hostname verification failed because the expected hostname '127.1' was not found in"
              + " peer certificate 'subject='CN=ldap.example.com' dnsName='localhost'"
              + " ipAddress='127.0.0.1''.");
    }
  }

  @Test
  void aCertificateIsNotLookedAtWhereNobodyWantsThat() throws AccountSourceException {
    for (String server : List.of(ldaps(ALIAS), startTls(ALIAS))) {
      assertThat(find(server, Map.of("LDAPTLS_REQCERT", "never"))).isTrue();
    }
  }

  @Test
  void aServerThatKnowsNoStartTlsIsATemporaryFailure() {
    assertThatThrownBy(
            () -> find(uri("ldap", "localhost", PLAIN) + "LDAP_TLS 1\n", trusting(authority)))
        .isInstanceOf(AccountSourceException.class)
        .hasMessageStartingWith("authldap: No extended operation handler is defined");
  }

  private static void assertNotBelieved(String server, Map<String, String> tls, String reason) {
    assertThatThrownBy(() -> find(server, tls))
        .isInstanceOf(AccountSourceException.class)
        .hasMessage(
            "authldap: the directory's certificate is not believed; LDAPTLS_CACERT in authdaemonrc"
                + " must name the file of the authorities that sign it, and LDAP_URI the host as"
                + " the certificate does: "
                + reason);
  }

  private static boolean find(String server, Map<String, String> tls)
      throws AccountSourceException {
    String text =
        server
            + """
            LDAP_BASEDN  dc=example, dc=com
            LDAP_MAIL    mail
            LDAP_DOMAIN  example.com
            LDAP_HOMEDIR homeDirectory
            LDAP_AUTHBIND 1
            """;
    try (OpenSource source =
        LdapSettings.of(AuthlibFile.parse("authldaprc", text), tls, 2, UnaryOperator.identity())
            .open()) {
      return source.find("imap", "anna").isPresent();
    }
  }

  private static String ldaps(String host) {
    return uri("ldaps", host, LDAPS);
  }

  private static String startTls(String host) {
    return uri("ldap", host, STARTTLS) + "LDAP_TLS 1\n";
  }

  private static String uri(String scheme, String host, String listener) {
    return "LDAP_URI %s://%s:%d\n".formatted(scheme, host, directory.getListenPort(listener));
  }

  private static Map<String, String> trusting(Path authorities) {
    return Map.of("LDAPTLS_CACERT", authorities.toString());
  }

  private static Path certificate(CertifiedKey certified) throws Exception {
    String name = certified.certificate().getSubjectX500Principal().getName();
    return Files.writeString(
        scratch.resolve(name + ".pem"),
        TestCertificates.certificate(
            TestCertificates.pem(scratch, name.substring("CN=".length()))));
  }

  private static SSLContext context(CertifiedKey certified) throws Exception {
    char[] password = "changeit".toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry(
        "it", certified.key(), password, certified.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}

package dev.postroom.imap.config.tls;

import static dev.postroom.imap.config.TestCertificates.certificate;
import static dev.postroom.imap.config.TestCertificates.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.contract.report.ConfigurationState.Rejection;
import dev.postroom.imap.config.Configuration;
import dev.postroom.imap.config.ConfigurationRejectedException;
import dev.postroom.imap.config.FileRoot;
import dev.postroom.imap.config.LiveConfiguration;
import dev.postroom.imap.config.TestCertificates;
import dev.postroom.imap.config.TestFiles;
import dev.postroom.imap.tls.Certificates;
import dev.postroom.imap.tls.CertifiedKey;
import dev.postroom.imap.tls.CipherSuite;
import dev.postroom.imap.tls.ServerTls;
import dev.postroom.imap.tls.TlsPolicy;
import dev.postroom.imap.tls.TlsVersion;
import dev.postroom.testing.ManualClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From variables and files to a policy, by way of the whole configuration. */
class TlsFilesTest {

  private static Vertx vertx;

  @TempDir static Path scratch;
  @TempDir Path directory;
  private final ManualClock clock = new ManualClock();
  private String one;
  private String two;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @BeforeEach
  void oneCertificate() throws Exception {
    one = TestCertificates.pem(scratch, "one");
    two = TestCertificates.pem(scratch, "two");
    clock.advance(Duration.between(clock.instant(), Instant.now()));
    write("imapd.pem", one);
  }

  @Test
  void filesBesideTheCertificateAreForTheirNamesAndAddresses() throws Exception {
    write("imapd.pem.Mail.example.org", two);
    write("imapd.pem.192.0.2.1", two);
    write("imapd.pem.2001:db8::1", two);
    write("imapd.pem~", "an editor's");
    write("imapd.pem.#lock", "an editor's");

    Certificates certificates = policy(start()).certificates();

    assertThat(subject(certificates.byDefault())).isEqualTo("CN=one");
    assertThat(certificates.byName()).containsOnlyKeys("mail.example.org");
    assertThat(subject(certificates.byName().get("mail.example.org"))).isEqualTo("CN=two");
    assertThat(certificates.byAddress())
        .containsOnlyKeys(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
  }

  /** As {@code mkimapdcert} and {@code openssl ecparam} leave files behind. */
  @Test
  void parametersBesideKeyAndCertificateAreNoMatter() throws Exception {
    String curve = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    String group = "-----BEGIN DH PARAMETERS-----\nMAYCAQUCAQI=\n-----END DH PARAMETERS-----\n";
    write("imapd.pem", curve + two + group);

    assertThat(subject(policy(start()).certificates().byDefault())).isEqualTo("CN=two");
  }

  @Test
  void whatIsTooLargeToBeAnyCertificateIsNotRead() throws Exception {
    write("imapd.pem", "x".repeat(PemText.MAX_BYTES + 1));

    assertThatThrownBy(this::start)
        .hasMessageContaining("is larger than the 4194304 bytes that are read; is it PEM?");
  }

  @Test
  void eachHasItsKeyBesideTheKeyOrElseTheOneOfAll() throws Exception {
    write("imapd-ssl", "TLS_PRIVATE_KEYFILE=imapd.key\n");
    write("imapd.key", key(one));
    write("imapd.pem.mail.example.org", certificate(two));
    write("imapd.key.mail.example.org", key(two));
    write("imapd.pem.mail.example.net", certificate(one));

    assertThat(policy(start()).certificates().byName())
        .containsOnlyKeys("mail.example.org", "mail.example.net");
  }

  @Test
  void aMountedSecretIsReadAndItsSwapIsOneChange() throws Exception {
    write("imapd-ssl", "TLS_CERTFILE=secret/tls.crt\nTLS_PRIVATE_KEYFILE=secret/tls.key\n");
    Path secret = Files.createDirectory(directory.resolve("secret"));
    for (String name : new String[] {"tls.crt", "tls.key", "tls.crt.mail.example.org"}) {
      Files.createSymbolicLink(secret.resolve(name), Path.of("..data", name));
    }
    swap(secret, "1", one);
    LiveConfiguration live = start();
    assertThat(subject(policy(live).certificates().byDefault())).isEqualTo("CN=one");

    swap(secret, "2", two);
    live.refresh();

    assertThat(live.state().rejected()).isEmpty();
    Certificates renewed = policy(live).certificates();
    assertThat(subject(renewed.byDefault())).isEqualTo("CN=two");
    assertThat(subject(renewed.byName().get("mail.example.org"))).isEqualTo("CN=two");
  }

  @Test
  void aNewNameIsFoundAndOneThatIsGoneIsForgotten() throws Exception {
    LiveConfiguration live = start();

    write("imapd.pem.mail.example.org", two);
    live.refresh();
    assertThat(policy(live).certificates().byName()).containsOnlyKeys("mail.example.org");

    Files.delete(directory.resolve("imapd.pem.mail.example.org"));
    live.refresh();
    assertThat(policy(live).certificates().byName()).isEmpty();
  }

  @Test
  void whatIsWrongIsToldOfItsFileAndLeavesAllInForce() throws Exception {
    write("imapd.pem.mail.example.org", two);
    LiveConfiguration live = start();
    ServerTls before = live.current().imaps().tls().orElseThrow();

    assertRefused(
        live,
        key(one) + certificate(two),
        "the first certificate does not belong to the private key");
    assertRefused(
        live,
        certificate(two),
        "holds no private key in PEM; put it there, or name its file in TLS_PRIVATE_KEYFILE");
    assertRefused(live, key(two), "holds no certificate in PEM");
    assertRefused(
        live,
        certificate(two) + key(two).replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"),
        "the private key is locked with a passphrase; store it without (openssl pkey)");

    assertThat(live.current().imaps().tls()).containsSame(before);
  }

  private void assertRefused(LiveConfiguration live, String pem, String message)
      throws IOException {
    write("imapd.pem.mail.example.org", pem);
    live.refresh();
    assertThat(live.state().rejected())
        .containsExactly(
            new Rejection(
                directory.resolve("imapd.pem.mail.example.org").toString(), "", 0, message));
  }

  @Test
  void anOldCopyThatIsNoCertificateIsPassedOver() throws Exception {
    write("imapd.pem.bak", "nothing");

    LiveConfiguration live = start();

    assertThat(policy(live).certificates().byName()).isEmpty();
    assertThat(live.current().remarks())
        .contains(
            "%s is not taken as the certificate of a host named bak: holds no certificate in PEM"
                .formatted(directory.resolve("imapd.pem.bak")));
  }

  @Test
  void aCertificateThatEndsSoonOrHasEndedOrBeginsLaterIsServedWithARemark() throws Exception {
    CertifiedKey certified = TestCertificates.certified(scratch, "one");
    Path file = directory.resolve("imapd.pem");
    Instant begins = certified.certificate().getNotBefore().toInstant();
    Instant ends = certified.expires();
    assertThat(remarksAt(ends.minus(CertificateRemarks.SOON).minusSeconds(1))).isEmpty();

    assertThat(remarksAt(ends.minus(CertificateRemarks.SOON)))
        .containsExactly(file + ": the certificate expires on " + ends);
    assertThat(remarksAt(ends)).containsExactly(file + ": the certificate expired on " + ends);
    assertThat(remarksAt(begins.minusSeconds(1)))
        .containsExactly(file + ": the certificate is not valid before " + begins);
  }

  private List<String> remarksAt(Instant time) throws Exception {
    clock.advance(Duration.between(clock.instant(), time));
    Configuration now = start().current();
    assertThat(now.imaps().tls()).isPresent();
    return now.remarks().stream().filter(remark -> remark.contains("the certificate ")).toList();
  }

  @Test
  void theExpiryOfEveryCertificateCanBeAskedFor() throws Exception {
    write("imapd.pem.mail.example.org", two);

    assertThat(start().current().certificates())
        .containsOnlyKeys(
            directory.resolve("imapd.pem"), directory.resolve("imapd.pem.mail.example.org"));
  }

  @Test
  void aChangeOfSomethingElseKeepsTlsAndItsSessions() throws Exception {
    LiveConfiguration live = start();
    ServerTls before = live.current().imaps().tls().orElseThrow();
    assertThat(live.current().imap().tls()).containsSame(before);

    write("imapd", "MAXPERIP=9\n");
    live.refresh();

    assertThat(live.current().imaps().tls()).containsSame(before);
  }

  @Test
  void wordsOfTheOldDaysAreRaisedAndTold() throws Exception {
    write(
        "imapd-ssl",
        """
        TLS_PROTOCOL=TLSv1
        TLS_STARTTLS_PROTOCOL=TLSv1.3
        TLS_PRIORITY=NORMAL
        TLS_DHPARAMS=dhparams.pem
        """);

    Configuration now = start().current();

    assertThat(now.imaps().tls().orElseThrow().policy().versions())
        .containsExactly(TlsVersion.TLS_1_3, TlsVersion.TLS_1_2);
    assertThat(now.imap().tls().orElseThrow().policy().versions())
        .containsExactly(TlsVersion.TLS_1_3);
    assertThat(now.remarks())
        .contains(
            "imapd-ssl:1: TLS_PROTOCOL=TLSv1 is raised to TLSv1.2, since what is older is broken",
            "imapd-ssl:3: TLS_PRIORITY=NORMAL has no effect, being in GnuTLS's words; say it by"
                + " TLS_PROTOCOL and TLS_CIPHER_LIST",
            "imapd-ssl:4: TLS_DHPARAMS=dhparams.pem has no effect, since keys are agreed on over"
                + " elliptic curves only");
  }

  @Test
  void withoutWordsNothingIsToldAndTheBestIsSpoken() throws Exception {
    Configuration now = start().current();

    assertThat(now.remarks()).noneMatch(remark -> remark.contains("TLS_"));
    assertThat(now.imap().tls().orElseThrow().policy().suites()).isEqualTo(CipherSuite.RECOMMENDED);
  }

  @Test
  void aCipherListThatWeakensIsToldAndOneThatLeavesNothingIsRefused() throws Exception {
    write("imapd-ssl", "TLS_CIPHER_LIST=ECDHE-RSA-AES128-GCM-SHA256:AES128-SHA:BEST\n");
    assertThat(start().current().remarks())
        .contains(
            "imapd-ssl:1: TLS_CIPHER_LIST: nothing is named BEST",
            "imapd-ssl:1: TLS_CIPHER_LIST lets in suites with which a stolen key opens what was"
                + " recorded before: AES128-SHA");

    write("imapd-ssl", "TLS_CIPHER_LIST=RC4\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(ConfigurationRejectedException.class)
        .hasMessageStartingWith("imapd-ssl:1: TLS_CIPHER_LIST leaves no cipher suite for TLS 1.2");
  }

  @Test
  void whoMustBeVerifiedNeedsSomebodyWhoVouches() throws Exception {
    write("imapd-ssl", "TLS_VERIFYPEER=PEER\nTLS_TRUSTCERTS=authorities.pem\n");
    assertThatThrownBy(this::start)
        .hasMessageContaining(directory.resolve("authorities.pem") + ": cannot be read; ");

    write("authorities.pem", "none");
    assertThatThrownBy(this::start)
        .hasMessageContaining(directory.resolve("authorities.pem") + ": holds no certificate");

    write("authorities.pem", certificate(one) + certificate(two).replace("CERT", "TRUSTED CERT"));
    assertThatThrownBy(this::start)
        .hasMessageContaining(
            "its certificate number 2 is one of OpenSSL's 'trusted' ones; rewrite it with"
                + " openssl x509");

    write("authorities.pem", certificate(one) + certificate(two));
    assertThat(policy(start()).clients().trusted()).hasSize(2);
  }

  private LiveConfiguration start() throws ConfigurationRejectedException {
    return LiveConfiguration.start(directory, FileRoot.MACHINE, vertx, clock);
  }

  private static TlsPolicy policy(LiveConfiguration live) {
    return live.current().imaps().tls().orElseThrow().policy();
  }

  private static String subject(CertifiedKey certified) {
    return certified.certificate().getSubjectX500Principal().getName();
  }

  private void write(String name, String text) throws IOException {
    TestFiles.replace(directory.resolve(name), text);
  }

  private static void swap(Path secret, String version, String pem) throws IOException {
    TestFiles.swap(
        secret,
        version,
        Map.of(
            "tls.crt", certificate(pem),
            "tls.crt.mail.example.org", certificate(pem),
            "tls.key", key(pem)));
  }
}

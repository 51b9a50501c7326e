package dev.postroom.operator.references;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.Issued;
import dev.postroom.operator.references.Content.Certificate;
import dev.postroom.operator.references.Content.Unusable;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a certificate and its key are good for, before a server finds out. */
class PairReadingTest {

  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant UNTIL = FROM.plus(Duration.ofDays(90));

  private static final int P256_BITS = 256;

  private static final Issued MAIL = Issued.of(FROM, UNTIL, "mail.example", "*.mail.example");

  @Test
  void aPairIsGoodInEveryFormThatOpenSslWrites() throws Exception {
    var good = new Certificate(FROM, UNTIL, Optional.empty());
    var rsa = Issued.ofRsa(FROM, UNTIL, "mail.example");
    var parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

    assertThat(read(MAIL)).isEqualTo(good);
    assertThat(read(new Issued(MAIL.certificate(), sec1(MAIL.key())))).isEqualTo(good);
    assertThat(read(new Issued(MAIL.certificate(), parameters + sec1(MAIL.key())))).isEqualTo(good);
    assertThat(read(rsa)).isEqualTo(good);
    assertThat(read(new Issued(rsa.certificate(), pkcs1(rsa.key())))).isEqualTo(good);
  }

  @Test
  void aKeyThatIsLockedIsTold() throws Exception {
    var encryptor =
        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
            .setProvider(new BouncyCastleProvider())
            .setPassword("secret".toCharArray())
            .build();

    var locked = pem(new PKCS8Generator(info(MAIL.key()), encryptor));

    assertThat(read(new Issued(MAIL.certificate(), locked)))
        .isEqualTo(
            new Unusable(
                "tls.key", "is locked with a passphrase; store it without (openssl pkey)"));
  }

  @Test
  void theKeyOfAnotherCertificateIsNone() {
    var other = Issued.of(FROM, UNTIL, "mail.example");

    assertThat(read(MAIL.withKeyOf(other)))
        .isEqualTo(
            new Unusable(
                "tls.key",
                "is not the key of the first certificate in tls.crt; put two there that belong"
                    + " together"));
    assertThat(read(new Issued(other.certificate() + MAIL.certificate(), MAIL.key())))
        .isInstanceOf(Unusable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----"})
  void whatIsNoCertificateIsTold(String text) {
    assertThat(read(new Issued(text, MAIL.key())))
        .isEqualTo(
            new Unusable(
                "tls.crt", "holds no certificate in PEM; put it there, the server's own first"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''     | holds no private key in PEM; put that of tls.crt there",
        "no key | holds no private key in PEM; put that of tls.crt there"
      })
  void whatIsNoKeyIsTold(String key, String words) {
    assertThat(read(new Issued(MAIL.certificate(), key))).isEqualTo(new Unusable("tls.key", words));
  }

  @Test
  void aKeyThatIsCutOffIsTold() {
    assertThat(read(new Issued(MAIL.certificate(), MAIL.key().substring(0, 80))))
        .isInstanceOfSatisfying(
            Unusable.class,
            unusable -> assertThat(unusable.words()).startsWith("cannot be read as a private key"));
  }

  @Test
  void aKeyThatMailProgramsDoNotKnowIsTold() {
    assertThat(read(Issued.ofEdwards(FROM, UNTIL, "mail.example")))
        .isInstanceOfSatisfying(
            Unusable.class,
            unusable ->
                assertThat(unusable.words())
                    .isEqualTo(
                        "is a key of EdDSA, which mail programs do not know; use RSA or EC"));
  }

  @Test
  void theEarliestEndOfTheChainCounts() {
    var issuer = Issued.of(FROM, FROM.plus(Duration.ofDays(30)));

    assertThat(read(new Issued(MAIL.certificate() + issuer.certificate(), MAIL.key())))
        .isEqualTo(new Certificate(FROM, FROM.plus(Duration.ofDays(30)), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "mail.example,",
    "imap.mail.example,",
    "old.imap.mail.example, is not for the name old.imap.mail.example but for mail.example; *.mail.example",
    "example,               is not for the name example but for mail.example; *.mail.example"
  })
  void aCertificateOfANameIsForThatName(String name, String objection) {
    var words =
        Optional.ofNullable(objection)
            .map(text -> text.replace("; ", ", ") + "; clients refuse it");

    assertThat(
            PairReading.of(
                MAIL.certificate().getBytes(US_ASCII),
                MAIL.key().getBytes(US_ASCII),
                Optional.of(name)))
        .isEqualTo(new Certificate(FROM, UNTIL, words));
  }

  @Test
  void theCommonNameIsNoName() {
    var issued = Issued.of(FROM, UNTIL);

    assertThat(
            PairReading.of(
                issued.certificate().getBytes(US_ASCII),
                issued.key().getBytes(US_ASCII),
                Optional.of("nobody")))
        .isEqualTo(
            new Certificate(
                FROM,
                UNTIL,
                Optional.of("is not for the name nobody but for none; clients refuse it")));
  }

  private static Content read(Issued issued) {
    return PairReading.of(
        issued.certificate().getBytes(US_ASCII), issued.key().getBytes(US_ASCII), Optional.empty());
  }

  private static String sec1(String pkcs8) throws IOException {
    var info = info(pkcs8);
    var key = ECPrivateKey.getInstance(info.parsePrivateKey());
    return pem(
        new PemObject(
            "EC PRIVATE KEY",
            new ECPrivateKey(P256_BITS, key.getKey(), info.getPrivateKeyAlgorithm().getParameters())
                .getEncoded()));
  }

  private static String pkcs1(String pkcs8) throws IOException {
    return pem(
        new PemObject(
            "RSA PRIVATE KEY", info(pkcs8).parsePrivateKey().toASN1Primitive().getEncoded()));
  }

  private static PrivateKeyInfo info(String pkcs8) throws IOException {
    try (var parser = new PEMParser(new StringReader(pkcs8))) {
      return (PrivateKeyInfo) parser.readObject();
    }
  }

  private static String pem(PemObjectGenerator object) throws IOException {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}

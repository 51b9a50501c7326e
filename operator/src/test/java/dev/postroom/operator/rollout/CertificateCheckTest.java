package dev.postroom.operator.rollout;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.operator.rollout.CertificateCheck.Remark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of certificates before clients find it out. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class CertificateCheckTest {

  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");

  private static String usual;
  private static String shortLived;

  @BeforeAll
  static void issue(@TempDir Path directory) throws Exception {
    usual = issue(directory, 90);
    shortLived = issue(directory, 8);
  }

  @ParameterizedTest
  @CsvSource({
    "PT-1S,     true,  is not valid before 2026-11-01T00:00:00Z; clients refuse it until then",
    "P0D,       ,",
    "P76D,      ,",
    "P76DT1S,   false, expires at 2027-01-30T00:00:00Z; see that it is renewed",
    "P89DT23H,  false, expires at 2027-01-30T00:00:00Z; see that it is renewed",
    "P90D,      true,  has expired at 2027-01-30T00:00:00Z; renew it"
  })
  void anEndIsToldFourteenDaysBeforeAndWhatClientsRefuseAtOnce(
      Duration age, Boolean refused, String words) {
    assertThat(check(usual, age))
        .isEqualTo(words == null ? Optional.empty() : Optional.of(new Remark(refused, words)));
  }

  @Test
  void oneThatLivesEightDaysIsToldOfInItsLastTwo() {
    assertThat(check(shortLived, Duration.ofDays(6))).isEmpty();
    assertThat(check(shortLived, Duration.ofDays(6).plusSeconds(1)))
        .contains(new Remark(false, "expires at 2026-11-09T00:00:00Z; see that it is renewed"));
  }

  @ParameterizedTest
  @CsvSource({"''", "no certificate", "-----BEGIN CERTIFICATE-----"})
  void whatIsNoCertificateIsRefused(String text) {
    assertThat(CertificateCheck.of(base64(text), FROM))
        .contains(new Remark(true, "holds no certificate in PEM"));
    assertThat(CertificateCheck.of("%", FROM))
        .contains(new Remark(true, "holds no certificate in PEM"));
  }

  private static Optional<Remark> check(String certificate, Duration age) {
    return CertificateCheck.of(base64(certificate), FROM.plus(age));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
  }

  private static String issue(Path directory, int days) throws Exception {
    var store = directory.resolve(days + ".p12");
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=mail.example",
        "-startdate",
        "2026/11/01 00:00:00",
        "-validity",
        Integer.toString(days),
        "-alias",
        "mail",
        "-storepass",
        "secret",
        "-keystore",
        store.toString());
    var keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, "secret".toCharArray());
    }
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(
            Base64.getMimeEncoder().encodeToString(keys.getCertificate("mail").getEncoded()));
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.add("-J-Duser.timezone=UTC");
    command.addAll(Arrays.asList(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.waitFor()).as(said).isZero();
  }
}

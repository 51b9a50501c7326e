package dev.postroom.imap.config.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The certificates of TLS_TRUSTCERTS: those of a PEM file, or of every file of a directory,
 * whatever the names; links that OpenSSL's {@code rehash} makes count once.
 */
final class TrustedAuthorities {

  private static final String REMEDY =
      "TLS_VERIFYPEER needs TLS_TRUSTCERTS to name a PEM file of certificates, or a directory of"
          + " such files";

  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "-----BEGIN (?:TRUSTED )?CERTIFICATE-----.*?-----END (?:TRUSTED )?CERTIFICATE-----",
          Pattern.DOTALL);

  /** A certificate and what it is trusted for, a form that nothing else reads. */
  private static final String OPENSSLS_OWN = "-----BEGIN TRUSTED";

  private TrustedAuthorities() {}

  /**
   * @throws TlsRefusedException when there is none, or a file that cannot be read
   */
  static List<X509Certificate> read(Path path) throws TlsRefusedException {
    Set<X509Certificate> found = new LinkedHashSet<>();
    for (Path file : Files.isDirectory(path) ? filesOf(path) : List.of(path)) {
      found.addAll(certificates(file));
    }
    if (found.isEmpty()) {
      throw new TlsRefusedException(
          path, "holds no certificate in PEM; TLS_VERIFYPEER needs one in TLS_TRUSTCERTS");
    }
    return List.copyOf(found);
  }

  private static List<Path> filesOf(Path directory) throws TlsRefusedException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new TlsRefusedException(directory, "cannot be read; " + REMEDY, e);
    }
  }

  private static List<X509Certificate> certificates(Path file) throws TlsRefusedException {
    Matcher blocks = CERTIFICATE.matcher(PemText.read(file, REMEDY));
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (blocks.find()) {
        if (blocks.group().startsWith(OPENSSLS_OWN)) {
          throw new TlsRefusedException(
              file,
              "its certificate number %d is one of OpenSSL's 'trusted' ones; rewrite it with openssl x509"
                  .formatted(certificates.size() + 1));
        }
        byte[] block = blocks.group().getBytes(StandardCharsets.ISO_8859_1);
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
      }
      return certificates;
    } catch (CertificateException e) {
      throw new TlsRefusedException(
          file, "its certificate number %d is broken".formatted(certificates.size() + 1), e);
    }
  }
}

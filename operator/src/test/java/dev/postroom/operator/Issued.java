package dev.postroom.operator;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate and its key in PEM, as an authority of a test issues them.
 *
 * @param key in PKCS#8
 */
public record Issued(String certificate, String key) {

  private static final int RSA_BITS = 2048;

  /** One of an elliptic curve, for some DNS names. */
  public static Issued of(Instant from, Instant until, String... names) {
    return of("EC", "SHA256withECDSA", from, until, names);
  }

  /** One of RSA. */
  public static Issued ofRsa(Instant from, Instant until, String... names) {
    return of("RSA", "SHA256withRSA", from, until, names);
  }

  /** One of a kind that no mail program knows. */
  public static Issued ofEdwards(Instant from, Instant until, String... names) {
    return of("Ed25519", "Ed25519", from, until, names);
  }

  private static Issued of(
      String algorithm, String signature, Instant from, Instant until, String... names) {
    try {
      var pair = pair(algorithm);
      var subject = new X500Name("CN=" + (names.length == 0 ? "nobody" : names[0]));
      var builder =
          new JcaX509v3CertificateBuilder(
              subject,
              BigInteger.ONE,
              Date.from(from),
              Date.from(until),
              subject,
              pair.getPublic());
      if (names.length > 0) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                Arrays.stream(names)
                    .map(name -> new GeneralName(GeneralName.dNSName, name))
                    .toArray(GeneralName[]::new)));
      }
      var certificate =
          builder.build(new JcaContentSignerBuilder(signature).build(pair.getPrivate()));
      return new Issued(
          pem(new JcaX509CertificateConverter().getCertificate(certificate)),
          pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair pair(String algorithm) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    switch (algorithm) {
      case "RSA" -> generator.initialize(RSA_BITS);
      case "EC" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
      default -> {
        // It has one size.
      }
    }
    return generator.generateKeyPair();
  }

  private static String pem(Object object) throws IOException {
    var text = new StringWriter();
    try (var writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  /** The certificate with another's key. */
  public Issued withKeyOf(Issued other) {
    return new Issued(certificate, other.key);
  }

  /** As a Secret has them, in base64. */
  public Map<String, String> data() {
    return Map.of("tls.crt", base64(certificate), "tls.key", base64(key));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes());
  }
}

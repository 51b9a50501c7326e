package dev.postroom.imap.config;

import dev.postroom.imap.tls.CertifiedKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Self-signed certificates, made by the JDK's own keytool. */
public final class TestCertificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /** keytool takes a second or two, and a certificate may well serve several tests. */
  private static final Map<String, CertifiedKey> MADE = new HashMap<>();

  private TestCertificates() {}

  /** Key and certificate for {@code CN=name}, and for 127.0.0.1, in PEM. */
  public static synchronized String pem(Path scratch, String name) throws Exception {
    CertifiedKey certified = certified(scratch, name);
    return block("PRIVATE KEY", certified.key().getEncoded())
        + block("CERTIFICATE", certified.certificate().getEncoded());
  }

  /** Key and certificate for {@code CN=name}, and for 127.0.0.1. */
  public static synchronized CertifiedKey certified(Path scratch, String name) throws Exception {
    CertifiedKey made = MADE.get(name);
    if (made == null) {
      KeyStore store = store(scratch, name);
      made =
          new CertifiedKey(
              scratch.resolve(name),
              (PrivateKey) store.getKey("it", PASSWORD),
              List.of((X509Certificate) store.getCertificate("it")));
      MADE.put(name, made);
    }
    return made;
  }

  /** The first half of what {@link #pem} gives. */
  public static String key(String pem) {
    return pem.substring(0, pem.indexOf("-----BEGIN CERTIFICATE"));
  }

  /** The second half of what {@link #pem} gives. */
  public static String certificate(String pem) {
    return pem.substring(pem.indexOf("-----BEGIN CERTIFICATE"));
  }

  private static KeyStore store(Path scratch, String name) throws Exception {
    Path file = Files.createTempFile(scratch, "keys", ".p12");
    Files.delete(file);
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "it",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=" + name,
                    "-ext",
                    "san=dns:localhost,ip:127.0.0.1",
                    "-validity",
                    "30",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    new String(PASSWORD)))
            .redirectErrorStream(true)
            .start();
    try (OutputStream ignored = keytool.getOutputStream()) {
      String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool failed: " + output);
      }
    }
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
    Files.delete(file);
    return store;
  }

  private static String block(String type, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %1$s-----%n".formatted(type, body);
  }
}

package dev.postroom.office.stage;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that nobody but its owner vouches for, and its key.
 *
 * @param certificate as PEM
 * @param key as PEM, PKCS #8
 */
record SelfSigned(String certificate, String key) {

  private static final String ALIAS = "mail";
  private static final int KEYTOOL_SECONDS = 60;
  // It protects a file that lives for as long as this method runs.
  private static final String STORE_PASSWORD = "sandbox";

  /** Makes one for a server at {@code address} by the JDK's keytool. */
  static SelfSigned make(InetAddress address, Path directory)
      throws IOException, InterruptedException {
    Path store = directory.resolve("certificate.p12");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-dname",
            "CN=mail.sandbox.test",
            "-ext",
            "san=dns:mail.sandbox.test,dns:localhost,ip:" + address.getHostAddress(),
            "-validity",
            "30",
            "-storetype",
            "PKCS12",
            "-storepass",
            STORE_PASSWORD,
            "-keystore",
            store.toString());
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool could not make a certificate: " + said);
    }
    try (InputStream bytes = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(bytes, STORE_PASSWORD.toCharArray());
      Key key = keys.getKey(ALIAS, STORE_PASSWORD.toCharArray());
      return new SelfSigned(
          pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()),
          pem("PRIVATE KEY", key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate that keytool made cannot be read", e);
    } finally {
      Files.deleteIfExists(store);
    }
  }

  private static String pem(String type, byte[] der) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n";
  }
}

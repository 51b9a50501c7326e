package dev.postroom.kubernetes.upstream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The key that tokens of ServiceAccounts are signed with. */
final class ServiceAccountKeys {

  private static final int BITS = 2048;
  private static final int LINE = 64;

  private ServiceAccountKeys() {}

  /** Makes one, as PEM (PKCS #8). */
  static Path writeTo(Path directory) throws IOException {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      var key = generator.generateKeyPair().getPrivate().getEncoded();
      var lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(key);
      return Files.writeString(
          directory.resolve("service-accounts.key"),
          "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(lines),
          StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }
}

package dev.postroom.imap.auth.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * What SCRAM (RFC 5802) needs of a password, and nothing that one could log in with elsewhere, as
 * Dovecot writes it: {@code iterations,salt,StoredKey,ServerKey}, the last three in base64. A
 * password can be compared with it too, so that PLAIN works for the same account.
 */
public final class ScramKeys implements PasswordHash {

  private static final Pattern FORM =
      Pattern.compile(
          "(?<iterations>[0-9]{1,9}),(?<salt>[+/=0-9A-Za-z]+)"
              + ",(?<stored>[+/=0-9A-Za-z]+),(?<server>[+/=0-9A-Za-z]+)");

  private final Algorithm algorithm;
  private final int iterations;
  private final byte[] salt;
  private final byte[] storedKey;
  private final byte[] serverKey;

  private ScramKeys(
      Algorithm algorithm, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    this.algorithm = algorithm;
    this.iterations = iterations;
    this.salt = salt;
    this.storedKey = storedKey;
    this.serverKey = serverKey;
  }

  /**
   * @throws IllegalArgumentException when a key or the salt is no base64
   */
  static PasswordHash parse(Algorithm algorithm, String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return new Unusable("what follows the name is not iterations,salt,StoredKey,ServerKey");
    }
    int iterations = Integer.parseInt(form.group("iterations"));
    if (iterations < 1 || iterations > HashCost.MAX_SCRAM_ITERATIONS) {
      return new Unusable(
          "the keys have %d iterations; 1 to %d are computed here"
              .formatted(iterations, HashCost.MAX_SCRAM_ITERATIONS));
    }
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] storedKey = base64.decode(form.group("stored"));
    byte[] serverKey = base64.decode(form.group("server"));
    if (storedKey.length != algorithm.length || serverKey.length != algorithm.length) {
      return new Unusable("the keys have not the length of those of " + algorithm.mechanism());
    }
    return new ScramKeys(
        algorithm, iterations, base64.decode(form.group("salt")), storedKey, serverKey);
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  public int iterations() {
    return iterations;
  }

  public byte[] salt() {
    return salt.clone();
  }

  public byte[] storedKey() {
    return storedKey.clone();
  }

  public byte[] serverKey() {
    return serverKey.clone();
  }

  /** {@code StoredKey := H(HMAC(Hi(password, salt, i), "Client Key"))} (RFC 5802 section 3). */
  @Override
  public boolean matches(byte[] password) {
    var pbkdf2 =
        new PKCS5S2ParametersGenerator(
            switch (algorithm) {
              case SHA_1 -> new SHA1Digest();
              case SHA_256 -> new SHA256Digest();
            });
    pbkdf2.init(password, salt, iterations);
    byte[] salted =
        ((KeyParameter) pbkdf2.generateDerivedMacParameters(algorithm.length * Byte.SIZE)).getKey();
    try {
      Mac mac = Mac.getInstance(algorithm.mac);
      mac.init(new SecretKeySpec(salted, algorithm.mac));
      byte[] clientKey = mac.doFinal("Client Key".getBytes(StandardCharsets.US_ASCII));
      return MessageDigest.isEqual(
          storedKey, MessageDigest.getInstance(algorithm.digest).digest(clientKey));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + algorithm.mac, e);
    }
  }

  @Override
  public String toString() {
    return "keys of " + algorithm.mechanism();
  }

  /** The hashes that IMAP clients use SCRAM with. */
  public enum Algorithm {
    SHA_1("SHA-1", "HmacSHA1", 20),
    SHA_256("SHA-256", "HmacSHA256", 32);

    private final String digest;
    private final String mac;
    private final int length;

    Algorithm(String digest, String mac, int length) {
      this.digest = digest;
      this.mac = mac;
      this.length = length;
    }

    /** The name of the SASL mechanism. */
    public String mechanism() {
      return "SCRAM-" + digest;
    }
  }
}

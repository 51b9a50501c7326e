package dev.postroom.imap.auth.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions that SCRAM is defined for, with what RFC 5802 section 2.2 makes of them. */
public enum ScramHash {
  SHA_1("SCRAM-SHA-1", "SHA-1", "HmacSHA1", 20),
  SHA_256("SCRAM-SHA-256", "SHA-256", "HmacSHA256", 32);

  private final String mechanism;
  private final String digest;
  private final String mac;
  private final int length;

  ScramHash(String mechanism, String digest, String mac, int length) {
    this.mechanism = mechanism;
    this.digest = digest;
    this.mac = mac;
    this.length = length;
  }

  /** The mechanism's name, without {@code -PLUS}. */
  public String mechanism() {
    return mechanism;
  }

  /** How many bytes a hash has. */
  public int length() {
    return length;
  }

  /** {@code H(str)}. */
  byte[] hash(byte[] bytes) {
    try {
      return MessageDigest.getInstance(digest).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + digest, e);
    }
  }

  /** {@code HMAC(key, str)}. */
  public byte[] hmac(byte[] key, byte[] bytes) {
    try {
      Mac hmac = Mac.getInstance(mac);
      hmac.init(new SecretKeySpec(key, mac));
      return hmac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + mac, e);
    }
  }

  /**
   * {@code Hi(Normalize(password), salt, i)}: slow on purpose.
   *
   * @param password prepared already
   */
  byte[] saltedPassword(String password, byte[] salt, int iterations) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, length * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2With" + mac).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has PBKDF2 with " + mac, e);
    } finally {
      spec.clearPassword();
    }
  }
}

package dev.postroom.imap.auth.password;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** {@code {SSHA}} and its relatives: a digest of the password and a salt that may be empty. */
final class DigestHash implements PasswordHash {

  private final String algorithm;
  private final byte[] digest;
  private final byte[] salt;

  private DigestHash(String algorithm, byte[] digest, byte[] salt) {
    this.algorithm = algorithm;
    this.digest = digest;
    this.salt = salt;
  }

  /** The digest alone, as Courier's forms without a salt have it. */
  static PasswordHash unsalted(String algorithm, byte[] digest) {
    return digest.length == length(algorithm)
        ? new DigestHash(algorithm, digest, new byte[0])
        : wrongLength(algorithm);
  }

  /** The digest, and the salt behind it. */
  static PasswordHash salted(String algorithm, byte[] digestAndSalt) {
    int length = length(algorithm);
    return digestAndSalt.length >= length
        ? new DigestHash(
            algorithm,
            Arrays.copyOf(digestAndSalt, length),
            Arrays.copyOfRange(digestAndSalt, length, digestAndSalt.length))
        : wrongLength(algorithm);
  }

  private static PasswordHash wrongLength(String algorithm) {
    return new Unusable("the hash has not the length of a digest of " + algorithm);
  }

  @Override
  public boolean matches(byte[] password) {
    MessageDigest computed = of(algorithm);
    computed.update(password);
    return MessageDigest.isEqual(digest, computed.digest(salt));
  }

  @Override
  public String toString() {
    return "a digest of " + algorithm;
  }

  private static int length(String algorithm) {
    return of(algorithm).getDigestLength();
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has " + algorithm, e);
    }
  }
}

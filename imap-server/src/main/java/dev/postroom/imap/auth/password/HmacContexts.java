package dev.postroom.imap.auth.password;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What HMAC (RFC 2104) needs of a password, computed beforehand: the states of the hash after the
 * blocks of the outer and of the inner key. {@code userdbpw -hmac-md5} and its like write them, as
 * hexadecimal digits, the outer one first. With them CRAM works without the password being kept.
 */
public final class HmacContexts {

  private final Algorithm algorithm;
  private final byte[] outer;
  private final byte[] inner;

  private HmacContexts(Algorithm algorithm, byte[] outer, byte[] inner) {
    this.algorithm = algorithm;
    this.outer = outer;
    this.inner = inner;
  }

  /**
   * @return empty when that is not twice the digest of the algorithm in hexadecimal digits
   */
  public static Optional<HmacContexts> parse(Algorithm algorithm, String hex) {
    int length = algorithm.digestLength;
    if (hex.length() != 4 * length || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      return Optional.empty();
    }
    byte[] both = HexFormat.of().parseHex(hex);
    return Optional.of(
        new HmacContexts(
            algorithm, Arrays.copyOf(both, length), Arrays.copyOfRange(both, length, both.length)));
  }

  public Algorithm algorithm() {
    return algorithm;
  }

  /** The state after the block of the outer key, in the byte order of the hash. */
  public byte[] outer() {
    return outer.clone();
  }

  /** The state after the block of the inner key. */
  public byte[] inner() {
    return inner.clone();
  }

  @Override
  public String toString() {
    return algorithm.fieldName();
  }

  /** The hashes that Courier computes contexts for. */
  public enum Algorithm {
    MD5(16),
    SHA1(20),
    SHA256(32);

    private final int digestLength;

    Algorithm(int digestLength) {
      this.digestLength = digestLength;
    }

    /** The field of a userdb, without the service's name before it: {@code hmac-md5pw}. */
    public String fieldName() {
      return "hmac-" + name().toLowerCase(Locale.ROOT) + "pw";
    }
  }
}

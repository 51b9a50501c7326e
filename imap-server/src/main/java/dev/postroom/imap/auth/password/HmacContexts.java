package dev.postroom.imap.auth.password;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.EncodableDigest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

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

  /** The HMAC of a text with the password as the key. */
  public byte[] mac(byte[] text) {
    return finish(outer, finish(inner, text));
  }

  /** Goes on with the hash where the block of the key ended. */
  private byte[] finish(byte[] state, byte[] text) {
    ExtendedDigest digest = algorithm.resume(state);
    digest.update(text, 0, text.length);
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return result;
  }

  @Override
  public String toString() {
    return algorithm.fieldName();
  }

  /** The hashes that Courier computes contexts for. */
  public enum Algorithm {
    MD5(16, ByteOrder.LITTLE_ENDIAN) {
      @Override
      EncodableDigest begin() {
        return new MD5Digest();
      }

      @Override
      ExtendedDigest from(byte[] encoded) {
        return new MD5Digest(encoded);
      }
    },
    SHA1(20, ByteOrder.BIG_ENDIAN) {
      @Override
      EncodableDigest begin() {
        return new SHA1Digest();
      }

      @Override
      ExtendedDigest from(byte[] encoded) {
        return new SHA1Digest(encoded);
      }
    },
    SHA256(32, ByteOrder.BIG_ENDIAN) {
      @Override
      EncodableDigest begin() {
        return new SHA256Digest();
      }

      @Override
      ExtendedDigest from(byte[] encoded) {
        return new SHA256Digest(encoded);
      }
    };

    /** How many bytes each of these takes in at a time, and so how long a block of the key is. */
    private static final int BLOCK = 64;

    /** Where Bouncy Castle's digests keep their chaining words when they encode their state. */
    private static final int WORDS_AT = 16;

    private final int digestLength;
    private final ByteOrder order;

    Algorithm(int digestLength, ByteOrder order) {
      this.digestLength = digestLength;
      this.order = order;
    }

    abstract EncodableDigest begin();

    abstract ExtendedDigest from(byte[] encoded);

    /** A digest that has taken in one block, which left it in the given state. */
    private ExtendedDigest resume(byte[] state) {
      EncodableDigest digest = begin();
      ((ExtendedDigest) digest).update(new byte[BLOCK], 0, BLOCK);
      byte[] encoded = digest.getEncodedState();
      IntBuffer words = ByteBuffer.wrap(state).order(order).asIntBuffer();
      ByteBuffer.wrap(encoded).position(WORDS_AT).slice().asIntBuffer().put(words);
      return from(encoded);
    }

    /** The field of a userdb, without the service's name before it: {@code hmac-md5pw}. */
    public String fieldName() {
      return "hmac-" + name().toLowerCase(Locale.ROOT) + "pw";
    }
  }
}

package dev.postroom.imap.auth.password;

import com.password4j.BcryptFunction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.Crypt;

/**
 * A stored password in one of the formats of Courier's authlib (checkpassword.c and its
 * neighbours). Checking may take a good part of a second, as strong hashes are meant to.
 */
public sealed interface PasswordHash {

  /** Compares in constant time. */
  boolean matches(byte[] password);

  /** Why no password ever matches, where that is so. */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /**
   * Understands {@code {MD5} {MD5RAW} {SHA} {SHA256} {SHA512} {SSHA} {CRYPT}}, in any case, and
   * bare crypt(3): DES, {@code $1$ $5$ $6$} and bcrypt. Anything else becomes {@link Unusable}.
   */
  static PasswordHash parse(String stored) {
    Matcher scheme = Scheme.PREFIX.matcher(stored);
    if (!scheme.matches()) {
      return crypt(stored);
    }
    String value = scheme.group("value");
    try {
      return switch (scheme.group("name").toUpperCase(Locale.ROOT)) {
        case "MD5" -> digest("MD5", Base64.getDecoder().decode(value));
        case "MD5RAW" -> digest("MD5", HexFormat.of().parseHex(value));
        case "SHA" -> digest("SHA-1", Base64.getDecoder().decode(value));
        case "SHA256" -> digest("SHA-256", Base64.getDecoder().decode(value));
        case "SHA512" -> digest("SHA-512", Base64.getDecoder().decode(value));
        case "SSHA" -> digest("SHA-1", Base64.getDecoder().decode(value));
        case "CRYPT" -> crypt(value);
        default ->
            new Unusable("{" + scheme.group("name") + "} is not a format that is known here");
      };
    } catch (IllegalArgumentException e) {
      return new Unusable(
          "what follows {" + scheme.group("name") + "} cannot be decoded: " + e.getMessage());
    }
  }

  private static PasswordHash digest(String algorithm, byte[] digestAndSalt) {
    int length = Digest.of(algorithm).getDigestLength();
    if (digestAndSalt.length < length) {
      return new Unusable("too short for " + algorithm);
    }
    return new Digest(
        algorithm,
        Arrays.copyOf(digestAndSalt, length),
        Arrays.copyOfRange(digestAndSalt, length, digestAndSalt.length));
  }

  private static PasswordHash crypt(String hash) {
    if (Scheme.BCRYPT.matcher(hash).matches()) {
      return new Bcrypt(hash);
    }
    if (Scheme.CRYPT.matcher(hash).matches()) {
      return new UnixCrypt(hash);
    }
    return new Unusable(
        "not a password hash that is known here; bcrypt ($2y$) and SHA-512 crypt ($6$) are");
  }

  /** {@code {SSHA}} and its relatives: a digest of the password and a salt that may be empty. */
  record Digest(String algorithm, byte[] digest, byte[] salt) implements PasswordHash {
    @Override
    public boolean matches(byte[] password) {
      MessageDigest computed = of(algorithm);
      computed.update(password);
      return MessageDigest.isEqual(digest, computed.digest(salt));
    }

    private static MessageDigest of(String algorithm) {
      try {
        return MessageDigest.getInstance(algorithm);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has " + algorithm, e);
      }
    }
  }

  /** crypt(3) without bcrypt: DES, {@code $1$}, {@code $5$}, {@code $6$}. */
  record UnixCrypt(String hash) implements PasswordHash {
    @Override
    public boolean matches(byte[] password) {
      return MessageDigest.isEqual(
          hash.getBytes(StandardCharsets.US_ASCII),
          // A copy, since it wipes what it is given.
          Crypt.crypt(password.clone(), hash).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
      return "a hash of crypt(3)";
    }
  }

  /** bcrypt, {@code $2a$} to {@code $2y$}. */
  record Bcrypt(String hash) implements PasswordHash {
    @Override
    public boolean matches(byte[] password) {
      return BcryptFunction.getInstanceFromHash(hash)
          .check(password, hash.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
      return "a hash of bcrypt";
    }
  }

  /** Nobody can log in with it. */
  record Unusable(String why) implements PasswordHash {
    @Override
    public boolean matches(byte[] password) {
      return false;
    }

    @Override
    public Optional<String> problem() {
      return Optional.of(why);
    }
  }

  /** How the formats are told apart. */
  final class Scheme {
    private static final Pattern PREFIX = Pattern.compile("\\{(?<name>[^}]*)}(?<value>.*)");
    private static final Pattern BCRYPT =
        Pattern.compile("\\$2[abxy]\\$(0[4-9]|1[0-9]|2[0-9]|3[01])\\$[./0-9A-Za-z]{53}");
    private static final Pattern CRYPT =
        Pattern.compile(
            "[./0-9A-Za-z]{13}"
                + "|\\$1\\$[^$:]{0,8}\\$[./0-9A-Za-z]{22}"
                + "|\\$5\\$(rounds=[0-9]{4,9}\\$)?[^$:]{0,16}\\$[./0-9A-Za-z]{43}"
                + "|\\$6\\$(rounds=[0-9]{4,9}\\$)?[^$:]{0,16}\\$[./0-9A-Za-z]{86}");

    private Scheme() {}
  }
}

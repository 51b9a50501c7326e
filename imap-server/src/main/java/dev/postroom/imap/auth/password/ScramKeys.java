package dev.postroom.imap.auth.password;

import com.ongres.saslprep.SASLprep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What SCRAM (RFC 5802 section 3) needs of a password, and nothing that one could log in with
 * elsewhere. Written as Dovecot does, {@code iterations,salt,StoredKey,ServerKey} behind the scheme
 * {@code {SCRAM-SHA-256}}, or as PostgreSQL does, {@code
 * SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey}; the last three in base64. A password can be
 * compared with it too, so that PLAIN works for the same account.
 */
public final class ScramKeys implements PasswordHash {

  private static final String BASE64 = "[+/=0-9A-Za-z]+";

  private static final Pattern DOVECOT =
      Pattern.compile(
          "(?<iterations>[0-9]{1,9}),(?<salt>%1$s),(?<stored>%1$s),(?<server>%1$s)"
              .formatted(BASE64));

  private static final Pattern POSTGRES =
      Pattern.compile(
          "\\$(?<iterations>[0-9]{1,9}):(?<salt>%1$s)\\$(?<stored>%1$s):(?<server>%1$s)"
              .formatted(BASE64));

  private final ScramHash hash;
  private final int iterations;
  private final byte[] salt;
  private final byte[] storedKey;
  private final byte[] serverKey;

  /**
   * @param iterations how often the password is hashed
   */
  public ScramKeys(
      ScramHash hash, int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    this.hash = hash;
    this.iterations = iterations;
    this.salt = salt.clone();
    this.storedKey = storedKey.clone();
    this.serverKey = serverKey.clone();
  }

  /** Computes them from a password. Slow in proportion to {@code iterations}. */
  public static ScramKeys of(ScramHash hash, String password, byte[] salt, int iterations) {
    byte[] salted = hash.saltedPassword(prepared(password), salt, iterations);
    byte[] clientKey = hash.hmac(salted, ascii("Client Key"));
    return new ScramKeys(
        hash, iterations, salt, hash.hash(clientKey), hash.hmac(salted, ascii("Server Key")));
  }

  /**
   * By SASLprep (RFC 4013). A password that it forbids is taken as it is, as PostgreSQL takes it:
   * its user set it somewhere where nobody minded.
   */
  private static String prepared(String password) {
    try {
      return new SASLprep().prepareQuery(password);
    } catch (IllegalArgumentException prohibited) {
      return password;
    }
  }

  /**
   * Reads what follows {@code {SCRAM-SHA-256}} and its like.
   *
   * @throws IllegalArgumentException when a key or the salt is no base64
   */
  static PasswordHash parse(ScramHash hash, String text) {
    return read(hash, DOVECOT.matcher(text), "the name is not iterations,salt,StoredKey,ServerKey");
  }

  /**
   * Reads PostgreSQL's form, from the mechanism's name on.
   *
   * @throws IllegalArgumentException when a key or the salt is no base64
   */
  static PasswordHash parsePostgres(String text) {
    for (ScramHash hash : ScramHash.values()) {
      String name = hash.mechanism();
      if (text.startsWith(name + "$")) {
        return read(
            hash,
            POSTGRES.matcher(text.substring(name.length())),
            name + " is not $iterations:salt$StoredKey:ServerKey");
      }
    }
    return new Unusable("SCRAM-SHA-1 and SCRAM-SHA-256 are the mechanisms that are known here");
  }

  private static PasswordHash read(ScramHash hash, Matcher form, String otherwise) {
    if (!form.matches()) {
      return new Unusable("what follows " + otherwise);
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
    if (storedKey.length != hash.length() || serverKey.length != hash.length()) {
      return new Unusable("the keys have not the length of those of " + hash.mechanism());
    }
    return new ScramKeys(hash, iterations, base64.decode(form.group("salt")), storedKey, serverKey);
  }

  public ScramHash hash() {
    return hash;
  }

  public int iterations() {
    return iterations;
  }

  public byte[] salt() {
    return salt.clone();
  }

  /**
   * Whether a client has shown that it knows the password; in constant time.
   *
   * @param proof {@code ClientProof}
   */
  public boolean accept(byte[] proof, byte[] authMessage) {
    if (proof.length != hash.length()) {
      return false;
    }
    byte[] clientKey = hash.hmac(storedKey, authMessage);
    for (int i = 0; i < clientKey.length; i++) {
      clientKey[i] ^= proof[i];
    }
    return MessageDigest.isEqual(hash.hash(clientKey), storedKey);
  }

  /** {@code ServerSignature}, which shows to the client that the server knows the password too. */
  public byte[] signature(byte[] authMessage) {
    return hash.hmac(serverKey, authMessage);
  }

  @Override
  public boolean matches(byte[] password) {
    String text = new String(password, StandardCharsets.UTF_8);
    return MessageDigest.isEqual(of(hash, text, salt, iterations).storedKey, storedKey);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "keys of " + hash.mechanism();
  }
}

package dev.postroom.imap.auth.password;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the forms of stored passwords apart. */
final class PasswordScheme {

  private static final Pattern PREFIX = Pattern.compile("\\{(?<name>[^}]*)}(?<value>.*)");

  private static final String ADVICE =
      "; set a new password, hashed with bcrypt ($2y$), argon2id or SHA-512 crypt ($6$)";

  private PasswordScheme() {}

  static PasswordHash parse(String stored) {
    Matcher prefix = PREFIX.matcher(stored);
    try {
      return prefix.matches()
          ? named(prefix.group("name").toUpperCase(Locale.ROOT), prefix.group("value"))
          : bare(stored);
    } catch (IllegalArgumentException e) {
      // Its message would tell a piece of the hash.
      return new Unusable("what follows the scheme's name cannot be decoded" + ADVICE);
    }
  }

  private static PasswordHash named(String name, String value) {
    return switch (name) {
      case "MD5" -> DigestHash.unsalted("MD5", base64(value));
      case "MD5RAW" -> DigestHash.unsalted("MD5", HexFormat.of().parseHex(value));
      case "SHA", "SHA1" -> DigestHash.unsalted("SHA-1", base64(value));
      case "SHA256" -> DigestHash.unsalted("SHA-256", base64(value));
      case "SHA512" -> DigestHash.unsalted("SHA-512", base64(value));
      case "SMD5" -> DigestHash.salted("MD5", base64(value));
      case "SSHA" -> DigestHash.salted("SHA-1", base64(value));
      case "SSHA256" -> DigestHash.salted("SHA-256", base64(value));
      case "SSHA512" -> DigestHash.salted("SHA-512", base64(value));
      case "SCRAM-SHA-1" -> ScramKeys.parse(ScramHash.SHA_1, value);
      case "SCRAM-SHA-256" -> ScramKeys.parse(ScramHash.SHA_256, value);
      case "PLAIN", "CLEAR", "CLEARTEXT" -> new PlainPassword(new ClearPassword(value));
      case "CRYPT",
          "DES-CRYPT",
          "MD5-CRYPT",
          "SHA256-CRYPT",
          "SHA512-CRYPT",
          "BLF-CRYPT",
          "ARGON2I",
          "ARGON2ID" ->
          crypt(value);
      default -> new Unusable("{" + name + "} is not a form that is known here" + ADVICE);
    };
  }

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static PasswordHash bare(String stored) {
    return stored.startsWith("SCRAM-") ? ScramKeys.parsePostgres(stored) : crypt(stored);
  }

  private static PasswordHash crypt(String hash) {
    if (hash.startsWith("$2")) {
      return BcryptHash.parse(hash);
    }
    if (hash.startsWith("$argon2")) {
      return Argon2Hash.parse(hash);
    }
    if (hash.startsWith("$y$") || hash.startsWith("$gy$") || hash.startsWith("$7$")) {
      return new Unusable("yescrypt and scrypt cannot be checked here" + ADVICE);
    }
    return UnixCrypt.parse(hash);
  }
}

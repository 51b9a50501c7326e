package dev.postroom.imap.auth.password;

import java.util.Optional;

/**
 * A stored password, in a form that a password can be compared with. None shows itself in {@code
 * toString}. The forms are those of Courier's authlib (checkpassword.c and its neighbours), those
 * that sites have used with it through crypt(3), and of Dovecot's what costs nothing to know.
 */
public sealed interface PasswordHash
    permits Argon2Hash, BcryptHash, DigestHash, PlainPassword, ScramKeys, UnixCrypt, Unusable {

  /**
   * Compares, in a time that does not depend on how much is right. May take a good part of a
   * second, as strong hashes are meant to; {@link HashCost} bounds it.
   */
  boolean matches(byte[] password);

  /** Why no password ever matches, where that is so. */
  default Optional<String> problem() {
    return Optional.empty();
  }

  /** The password itself, where it is kept in the clear. */
  default Optional<ClearPassword> clear() {
    return Optional.empty();
  }

  /**
   * Reads a form by its name in braces ({@code {SSHA}}, in any case), or by the beginning of what
   * crypt(3) ({@code $6$}) and PostgreSQL ({@code SCRAM-SHA-256$}) write. What is not known, or
   * would cost too much to check, becomes {@link Unusable}.
   */
  static PasswordHash parse(String stored) {
    return PasswordScheme.parse(stored);
  }
}

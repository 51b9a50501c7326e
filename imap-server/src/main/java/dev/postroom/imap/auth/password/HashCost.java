package dev.postroom.imap.auth.password;

/**
 * What checking one password may cost at most. A record in a database decides how long a processor
 * is busy with each guess that anybody sends, and the server does not trust it without a bound. The
 * bounds leave room above what the tools in use choose by themselves.
 */
final class HashCost {

  /** Of bcrypt, as a power of two: about a second. Tools choose 10 to 12. */
  static final int MAX_BCRYPT_COST = 14;

  /** Of SHA-256 and SHA-512 crypt: about a second. Tools choose 5,000 to 656,000. */
  static final int MAX_CRYPT_ROUNDS = 1_000_000;

  /** Of PBKDF2 in SCRAM: about half a second. RFC 7677 asks for 4,096. */
  static final int MAX_SCRAM_ITERATIONS = 1_000_000;

  /** Of argon2, in KiB. RFC 9106 recommends 64 MiB where there is not plenty. */
  static final int MAX_ARGON2_MEMORY = 128 * 1024;

  /** Passes of argon2 over its memory. RFC 9106 recommends 3 for 64 MiB. */
  static final int MAX_ARGON2_PASSES = 10;

  /** Lanes of argon2, which are computed one after the other here. */
  static final int MAX_ARGON2_LANES = 16;

  private HashCost() {}
}

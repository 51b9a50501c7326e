package dev.postroom.imap.auth;

import dev.postroom.imap.auth.password.PasswordHash;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Tells whether a password is a user's. Hashes are computed on a pool of their own, because a good
 * hash is slow on purpose and must not take the processors from everybody who is logged in. Only
 * that pool is bounded in what waits; to ask elsewhere costs no processor and has its own bounds.
 */
public final class PasswordVerifier {

  /**
   * Longer passwords are refused unread, as by crypt(3): its time grows with their length, and
   * anybody may send one.
   */
  static final int MAX_PASSWORD_BYTES = 512;

  /** {@code crypt(3)} of a password that nobody knows, until the first user has logged in. */
  private static final Credentials NOBODY =
      Credentials.of(
          PasswordHash.parse(
              "$6$nobodyhasthissal$imiqnbyDgpVpohxOThWcPkxrrLlYGGNvt3eg.9D4/uqygToHONVIDsTULpJ/ezwuVIMFJIjd5Y1npbK2fCOaY1"));

  private final ExecutorService hashing;

  /**
   * The credentials of who logged in last. Who does not exist is checked against them, since most
   * accounts of a site have hashes of one kind.
   */
  private volatile Credentials decoy = NOBODY;

  /**
   * @param hashing bounded in threads and in what waits; rejects what is too much
   */
  public PasswordVerifier(ExecutorService hashing) {
    this.hashing = hashing;
  }

  /**
   * Checks a password in constant time, as far as the hash itself does. Blocks; called from a
   * virtual thread.
   *
   * @throws AccountSourceException when too many are being checked already, or whoever knows the
   *     password does not answer
   */
  public Verdict verify(Credentials credentials, char[] password) throws AccountSourceException {
    Verdict verdict = check(credentials, password);
    if (verdict instanceof Verdict.Match) {
      decoy = credentials;
    }
    return verdict;
  }

  /**
   * Spends on a user who does not exist the time that one who does costs, so that nobody learns
   * from it which names there are.
   *
   * @throws AccountSourceException as for a user who exists
   */
  public void verifyNobody(char[] password) throws AccountSourceException {
    Credentials known = decoy;
    check(
        new Credentials(
            known.hashes(),
            known.clear(),
            known.hmacs(),
            known.remote().map(RemoteVerifier::decoy)),
        password);
  }

  private Verdict check(Credentials credentials, char[] password) throws AccountSourceException {
    byte[] bytes = utf8(password);
    try {
      if (bytes.length > MAX_PASSWORD_BYTES) {
        return new Verdict.Mismatch("the password has more than " + MAX_PASSWORD_BYTES + " bytes");
      }
      if (credentials.remote().isPresent()) {
        return Verdict.of(credentials.remote().get().matches(bytes));
      }
      if (!credentials.hashes().isEmpty()) {
        return hashed(credentials, bytes);
      }
      if (credentials.clear().isPresent()) {
        return Verdict.of(credentials.clear().get().matches(bytes));
      }
      return new Verdict.Mismatch("the account has no password");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private Verdict hashed(Credentials credentials, byte[] password) throws AccountSourceException {
    // Not a reference to the caller's bytes, which are wiped when he is interrupted.
    byte[] own = password.clone();
    try {
      return hashing.submit(() -> compare(credentials, own)).get();
    } catch (RejectedExecutionException e) {
      throw new AccountSourceException("too many logins are being checked already", e);
    } catch (ExecutionException e) {
      // Not its message, nor itself: a library may well tell the hash that it stumbled over.
      throw new AccountSourceException(
          "checking the password failed: " + e.getCause().getClass().getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AccountSourceException("interrupted while the password was checked", e);
    }
  }

  private static Verdict compare(Credentials credentials, byte[] password) {
    try {
      for (PasswordHash hash : credentials.hashes()) {
        if (hash.matches(password)) {
          return new Verdict.Match();
        }
      }
      return credentials.hashes().stream()
          .flatMap(hash -> hash.problem().stream())
          .findFirst()
          .<Verdict>map(Verdict.Mismatch::new)
          .orElseGet(() -> Verdict.of(false));
    } finally {
      Arrays.fill(password, (byte) 0);
    }
  }

  private static byte[] utf8(char[] password) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  /** What was found. */
  public sealed interface Verdict {

    /** It is the password. */
    record Match() implements Verdict {}

    /**
     * It is not.
     *
     * @param reason for the log; clients are told of no reason
     */
    record Mismatch(String reason) implements Verdict {}

    private static Verdict of(boolean matches) {
      return matches ? new Match() : new Mismatch("wrong password");
    }
  }
}

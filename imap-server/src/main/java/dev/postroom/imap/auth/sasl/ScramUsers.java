package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Authenticator.Outcome;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.password.ClearPassword;
import dev.postroom.imap.auth.password.ScramHash;
import dev.postroom.imap.auth.password.ScramKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Finds what SCRAM needs of a user: stored keys, or such as are computed from the password in the
 * clear. Whoever has neither, or does not exist, gets a salt all the same, always the same one
 * until the server is started again, and is refused only at the end: so nobody learns by it which
 * names there are.
 */
public final class ScramUsers {

  private static final int SALT_BYTES = 16;

  /** Where the keys are computed here: RFC 7677 section 4 wants no fewer. */
  private static final int ITERATIONS = 4096;

  private final ExecutorService hashing;
  private final byte[] key;

  /** The iterations of the stored keys that were seen last; 0 for none yet. */
  private volatile int usualIterations;

  /**
   * @param hashing computes what is slow; bounded, rejects what is too much
   * @param key makes salts that nobody can foresee; random, the same for all sessions
   */
  public ScramUsers(ExecutorService hashing, byte[] key) {
    this.hashing = hashing;
    this.key = key.clone();
  }

  /**
   * What the client is told of a user, and how its proof is looked at later.
   *
   * @param outcome who it is when the proof is right, or why nobody is
   * @param keys possibly slow; computed on the pool
   */
  record User(int iterations, byte[] salt, Outcome outcome, Supplier<ScramKeys> keys) {}

  User find(Accounts accounts, ScramHash hash, String name) {
    try {
      return accounts
          .find(name)
          .map(found -> known(found, hash, name))
          .orElseGet(() -> unknown(hash, name, "there is no user '" + name + "'"));
    } catch (AccountSourceException e) {
      User nobody = unknown(hash, name, "");
      var unavailable = new Outcome.Unavailable(e.getMessage());
      return new User(nobody.iterations(), nobody.salt(), unavailable, nobody.keys());
    }
  }

  private User known(AccountRecord found, ScramHash hash, String name) {
    Account account = found.account();
    Credentials credentials = found.credentials();
    Optional<ScramKeys> stored = credentials.scram(hash);
    if (stored.isPresent()) {
      ScramKeys keys = stored.get();
      usualIterations = keys.iterations();
      return new User(keys.iterations(), keys.salt(), new Outcome.Accepted(account), () -> keys);
    }
    return credentials
        .anyClear()
        .map(clear -> computed(hash, name, clear, new Outcome.Accepted(account)))
        .orElseGet(
            () ->
                unknown(
                    hash,
                    name,
                    "the account has neither keys for "
                        + hash.mechanism()
                        + " nor a password in the clear"));
  }

  private User computed(ScramHash hash, String name, ClearPassword clear, Outcome outcome) {
    byte[] salt = salt(hash, name);
    return new User(
        ITERATIONS,
        salt,
        outcome,
        () -> {
          String password = new String(clear.bytes(), StandardCharsets.UTF_8);
          return ScramKeys.of(hash, password, salt, ITERATIONS);
        });
  }

  /** Somebody who looks like those who exist, and takes as long. */
  private User unknown(ScramHash hash, String name, String reason) {
    var rejected = new Outcome.Rejected(reason);
    int iterations = usualIterations;
    if (iterations == 0) {
      return computed(hash, name, new ClearPassword(name), rejected);
    }
    byte[] salt = salt(hash, name);
    byte[] bytes = hash.hmac(key, salt);
    var random = new ScramKeys(hash, iterations, salt, bytes, bytes);
    return new User(iterations, salt, rejected, () -> random);
  }

  private byte[] salt(ScramHash hash, String name) {
    return Arrays.copyOf(hash.hmac(key, name.getBytes(StandardCharsets.UTF_8)), SALT_BYTES);
  }

  /**
   * Computes the keys where that cannot starve anybody.
   *
   * @throws AccountSourceException when too many are being computed already
   */
  ScramKeys keys(User user) throws AccountSourceException {
    try {
      return hashing.submit(user.keys()::get).get();
    } catch (RejectedExecutionException e) {
      throw new AccountSourceException("too many logins are being checked already", e);
    } catch (ExecutionException e) {
      throw new AccountSourceException("checking the proof failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AccountSourceException("interrupted while the proof was checked", e);
    }
  }
}

package dev.postroom.imap.auth;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Checks users against the userdb in force. Hashes are computed on a pool of its own, because a
 * good hash is slow on purpose and must not take the processor from everybody who is logged in;
 * when the pool has too much to do already, the answer is {@link Outcome.Unavailable}.
 */
public final class UserdbAuthenticator implements Authenticator {

  /**
   * Longer passwords are refused unread: the time that crypt(3) takes grows with their square, and
   * anybody may send one.
   */
  static final int MAX_PASSWORD_BYTES = 1024;

  private final Supplier<Users> users;
  private final ExecutorService hashing;

  /**
   * @param hashing bounded in threads and in what waits; rejects what is too much
   */
  public UserdbAuthenticator(Supplier<Users> users, ExecutorService hashing) {
    this.users = users;
    this.hashing = hashing;
  }

  @Override
  public Outcome authenticate(String user, char[] password) {
    Users now = users.get();
    byte[] bytes = utf8(password);
    if (bytes.length > MAX_PASSWORD_BYTES) {
      return new Outcome.Rejected("the password has more than " + MAX_PASSWORD_BYTES + " bytes");
    }
    try {
      Future<Outcome> outcome = hashing.submit(() -> check(now, user, bytes));
      return outcome.get();
    } catch (RejectedExecutionException e) {
      return new Outcome.Unavailable("too many logins are being checked already");
    } catch (ExecutionException e) {
      return new Outcome.Unavailable("checking the password failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Unavailable("interrupted while the password was checked");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static Outcome check(Users now, String user, byte[] password) {
    String name = now.defaultDomain().qualify(user);
    Optional<UserdbRecord> found = now.userdb().find(name);
    if (found.isEmpty()) {
      // The answer must not come faster than for a user who exists.
      now.userdb().anyHash().ifPresent(decoy -> decoy.matches(password));
      return new Outcome.Rejected("there is no user '" + name + "'");
    }
    PasswordHash hash = found.get().password();
    if (!hash.matches(password)) {
      return new Outcome.Rejected(hash.problem().orElse("wrong password"));
    }
    return new Outcome.Accepted(found.get().account(now.maildirPath()));
  }

  private static byte[] utf8(char[] password) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  /**
   * Who there is.
   *
   * @param maildirPath MAILDIRPATH: the Maildir of users whose record names none, relative to the
   *     home
   */
  public record Users(Userdb userdb, Path maildirPath, DefaultDomain defaultDomain) {}
}

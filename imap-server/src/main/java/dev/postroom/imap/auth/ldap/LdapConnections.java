package dev.postroom.imap.auth.ldap;

import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import dev.postroom.imap.auth.AccountSourceException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The connections to a directory. The library's pool makes one more whenever all are in use, so
 * what bounds them is a semaphore of our own.
 */
final class LdapConnections implements AutoCloseable {

  /** The answers to a bind that say no, and would tomorrow. */
  private static final Set<Integer> NO =
      Set.of(
          ResultCode.INVALID_CREDENTIALS_INT_VALUE,
          ResultCode.INAPPROPRIATE_AUTHENTICATION_INT_VALUE,
          ResultCode.NO_SUCH_OBJECT_INT_VALUE,
          ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
          // An account that is locked, and an entry that may not be bound to at all.
          ResultCode.CONSTRAINT_VIOLATION_INT_VALUE,
          ResultCode.INSUFFICIENT_ACCESS_RIGHTS_INT_VALUE,
          ResultCode.INVALID_DN_SYNTAX_INT_VALUE);

  private final LDAPConnectionPool pool;
  private final Semaphore free;
  private final Duration timeout;

  LdapConnections(LdapSettings settings) {
    this.free = new Semaphore(settings.connections(), true);
    this.timeout = settings.servers().timeout();
    try {
      // Connects to nobody yet, and so throws nothing.
      this.pool =
          new LDAPConnectionPool(
              settings.servers().connect(),
              settings.searcher().map(LdapSettings.Searcher::bind).orElse(null),
              0,
              settings.connections(),
              settings.servers().encryption(),
              false);
    } catch (LDAPException e) {
      throw new IllegalStateException("A pool without connections cannot fail to be made", e);
    }
    pool.setRetryFailedOperationsDueToInvalidConnections(true);
  }

  /** Something that asks a directory. */
  interface Question<T> {
    T ask(LDAPConnectionPool pool) throws LDAPException, AccountSourceException;
  }

  /**
   * @throws AccountSourceException when the directory does not answer, or others ask so much that
   *     no connection is free within the timeout
   */
  <T> T ask(Question<T> question) throws AccountSourceException {
    try {
      if (!free.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AccountSourceException("authldap: no connection has been free for " + timeout);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AccountSourceException("authldap: interrupted while others were asking", e);
    }
    try {
      return question.ask(pool);
    } catch (LDAPException e) {
      throw new AccountSourceException("authldap: " + DirectoryFailure.reason(e), e);
    } finally {
      free.release();
    }
  }

  /** Whether the directory lets somebody in with a password; an empty one would be anonymous. */
  boolean binds(String dn, byte[] password) throws AccountSourceException {
    if (password.length == 0) {
      return false;
    }
    return ask(
        pool -> {
          try {
            return pool.bindAndRevertAuthentication(new SimpleBindRequest(dn, password))
                    .getResultCode()
                == ResultCode.SUCCESS;
          } catch (LDAPException e) {
            if (NO.contains(e.getResultCode().intValue())) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public void close() {
    pool.close();
  }
}

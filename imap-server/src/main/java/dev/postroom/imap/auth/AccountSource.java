package dev.postroom.imap.auth;

import java.util.Optional;

/** Where accounts come from: a file, a database, a directory, or several one after the other. */
@FunctionalInterface
public interface AccountSource {

  /**
   * Looks a user up. May block, for as long as the source's own timeout; called from a virtual
   * thread.
   *
   * @param service Courier's name of the service that asks, {@code imap} unless AUTHSERVICEnnn says
   *     otherwise; some sources keep a password for each
   * @param user the name as the client gave it, with the default domain where it had none
   * @return empty when there is no such user here
   * @throws AccountSourceException when that cannot be said just now
   */
  Optional<AccountRecord> find(String service, String user) throws AccountSourceException;

  /**
   * What some of its accounts may have beside hashes; for what is announced. Never blocks, and may
   * promise more than there is.
   */
  default StoredSecrets secrets() {
    return StoredSecrets.NONE;
  }
}

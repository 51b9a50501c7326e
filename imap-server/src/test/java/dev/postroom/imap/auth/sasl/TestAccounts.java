package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSource;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.DefaultDomain;
import dev.postroom.imap.auth.StoredSecrets;
import dev.postroom.imap.auth.password.ClearPassword;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts by name; {@code down} is one of which nobody can say anything just now. */
final class TestAccounts {

  private TestAccounts() {}

  static Accounts of(Map<String, Credentials> credentials, StoredSecrets secrets) {
    AccountSource source =
        new AccountSource() {
          @Override
          public Optional<AccountRecord> find(String service, String user)
              throws AccountSourceException {
            if (user.equals("down")) {
              throw new AccountSourceException("the database is away");
            }
            return Optional.ofNullable(credentials.get(user))
                .map(known -> new AccountRecord(Account.at(user, Path.of("/home", user)), known));
          }

          @Override
          public StoredSecrets secrets() {
            return secrets;
          }
        };
    return new Accounts(() -> source, () -> Accounts.IMAP, () -> DefaultDomain.NONE);
  }

  static Accounts clear(String user, String password) {
    return of(Map.of(user, clear(password)), StoredSecrets.CLEAR);
  }

  static Credentials clear(String password) {
    return new Credentials(
        List.of(), Optional.of(new ClearPassword(password)), List.of(), Optional.empty());
  }
}

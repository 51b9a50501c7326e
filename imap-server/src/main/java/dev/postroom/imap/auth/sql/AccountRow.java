package dev.postroom.imap.auth.sql;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.Account.Owner;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.password.ClearPassword;
import dev.postroom.imap.auth.password.PasswordHash;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * A row of the columns {@code username, cryptpw, clearpw, uid, gid, home, maildir, quota, fullname,
 * options}, of which the last may be missing.
 */
final class AccountRow {

  private static final int USERNAME = 1;
  private static final int CRYPTPW = 2;
  private static final int CLEARPW = 3;
  private static final int UID = 4;
  private static final int GID = 5;
  private static final int HOME = 6;
  private static final int MAILDIR = 7;
  private static final int QUOTA = 8;
  private static final int FULLNAME = 9;
  private static final int OPTIONS = 10;

  private final ResultSet row;
  private final String address;

  private AccountRow(ResultSet row, Login login) throws SQLException {
    this.row = row;
    this.address = text(USERNAME).orElse(login.address());
  }

  /**
   * Reads the row that the result stands at.
   *
   * @throws AccountSourceException when it is there and describes no account
   */
  static AccountRecord read(ResultSet row, Login login)
      throws SQLException, AccountSourceException {
    return new AccountRow(row, login).read();
  }

  private AccountRecord read() throws SQLException, AccountSourceException {
    Path home = path(HOME).orElse(null);
    if (home == null || !home.isAbsolute()) {
      throw new AccountSourceException(
          "the row of user '%s' has no absolute path in its column 'home'".formatted(address));
    }
    Account account =
        new Account(
            address,
            text(FULLNAME),
            owner(),
            home,
            path(MAILDIR),
            text(QUOTA),
            AccountOptions.parse(text(OPTIONS).orElse("")));
    return new AccountRecord(
        account,
        new Credentials(
            text(CRYPTPW).map(PasswordHash::parse).stream().toList(),
            text(CLEARPW).map(ClearPassword::new),
            List.of(),
            Optional.empty()));
  }

  private Optional<Owner> owner() throws SQLException {
    Optional<String> uid = text(UID).filter(AccountRow::isNumber);
    Optional<String> gid = text(GID).filter(AccountRow::isNumber);
    return uid.isPresent() && gid.isPresent()
        ? Optional.of(new Owner(Long.parseLong(uid.get()), Long.parseLong(gid.get())))
        : Optional.empty();
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,10}");
  }

  private Optional<Path> path(int column) throws SQLException, AccountSourceException {
    try {
      return text(column).map(Path::of);
    } catch (InvalidPathException e) {
      throw new AccountSourceException(
          "the row of user '%s' has no path in column %d".formatted(address, column), e);
    }
  }

  private Optional<String> text(int column) throws SQLException {
    if (column > row.getMetaData().getColumnCount()) {
      return Optional.empty();
    }
    return Optional.ofNullable(row.getString(column)).filter(value -> !value.isEmpty());
  }
}

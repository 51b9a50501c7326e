package dev.postroom.imap.auth.sql;

import dev.postroom.imap.auth.authlib.AuthlibFile;
import java.util.List;
import java.util.Optional;

/**
 * The question whose answer is an account: SELECT_CLAUSE as it stands, or what follows from the
 * names of the table and its fields. The columns are, in this order, {@code username, cryptpw,
 * clearpw, uid, gid, home, maildir, quota, fullname, options}.
 *
 * @param defaultDomain DEFAULT_DOMAIN: the domain of a name without one
 * @param clear whether the answer may have a password in the clear: a query of the site's own may
 */
record AccountQuery(QueryTemplate template, Optional<String> defaultDomain, boolean clear) {

  /** What stands for a field that the file names none for, and the table need not have. */
  private static final String NOTHING = "''";

  /**
   * @throws dev.postroom.imap.auth.authlib.AuthlibSyntaxException when the file names no passwords,
   *     or has a query that cannot be bound
   */
  static AccountQuery of(AuthlibFile file, SqlDialect dialect) {
    String prefix = dialect.prefix();
    // The file's own text names it without a prefix, its comment with one.
    Optional<String> domain =
        file.text("DEFAULT_DOMAIN").or(() -> file.text(prefix + "DEFAULT_DOMAIN"));
    String selectClause = prefix + "SELECT_CLAUSE";
    boolean own = file.text(selectClause).isPresent();
    boolean clear = own || file.text(prefix + "CLEAR_PWFIELD").isPresent();
    try {
      String text = file.text(selectClause).orElseGet(() -> fromFields(file, prefix));
      return new AccountQuery(QueryTemplate.parse(text, dialect), domain, clear);
    } catch (IllegalArgumentException e) {
      throw file.refuse(own ? selectClause : prefix + "WHERE_CLAUSE", e.getMessage());
    }
  }

  private static String fromFields(AuthlibFile file, String prefix) {
    if (file.text(prefix + "CRYPT_PWFIELD").isEmpty()
        && file.text(prefix + "CLEAR_PWFIELD").isEmpty()) {
      throw file.refuse(
          prefix + "CRYPT_PWFIELD",
          "is not set, and neither is %1$sCLEAR_PWFIELD; name the column that has the passwords"
              .formatted(prefix));
    }
    String login = file.text(prefix + "LOGIN_FIELD").orElse("id");
    List<String> columns =
        List.of(
            login,
            file.text(prefix + "CRYPT_PWFIELD").orElse(NOTHING),
            file.text(prefix + "CLEAR_PWFIELD").orElse(NOTHING),
            file.text(prefix + "UID_FIELD").orElse("uid"),
            file.text(prefix + "GID_FIELD").orElse("gid"),
            file.text(prefix + "HOME_FIELD").orElse("home"),
            file.text(prefix + "MAILDIR_FIELD").orElse(NOTHING),
            file.text(prefix + "QUOTA_FIELD").orElse(NOTHING),
            file.text(prefix + "NAME_FIELD").orElse(NOTHING),
            file.text(prefix + "AUXOPTIONS_FIELD").orElse(NOTHING));
    return "SELECT %s FROM %s WHERE %s = $(%s)%s"
        .formatted(
            String.join(", ", columns),
            file.required(prefix + "USER_TABLE"),
            login,
            QueryTemplate.ADDRESS,
            file.text(prefix + "WHERE_CLAUSE").map(" AND (%s)"::formatted).orElse(""));
  }
}

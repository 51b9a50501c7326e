package dev.postroom.imap.auth.sql;

import dev.postroom.imap.auth.AccountModule;
import dev.postroom.imap.auth.authlib.AuthlibFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an authpgsqlrc or authmysqlrc says.
 *
 * @param dialect which of them
 * @param server where the database is, and who asks it
 * @param query what it is asked
 * @param connections how many questions may be on their way at once
 */
public record SqlSettings(SqlDialect dialect, SqlServer server, AccountQuery query, int connections)
    implements AccountModule {

  private static final Set<String> OF_BOTH =
      Set.of(
          "USER_TABLE",
          "CRYPT_PWFIELD",
          "CLEAR_PWFIELD",
          "UID_FIELD",
          "GID_FIELD",
          "LOGIN_FIELD",
          "HOME_FIELD",
          "NAME_FIELD",
          "MAILDIR_FIELD",
          "QUOTA_FIELD",
          "AUXOPTIONS_FIELD",
          "WHERE_CLAUSE",
          "SELECT_CLAUSE",
          "DEFAULT_DOMAIN");

  /** Of authlib's other programs, or of no use to anybody who speaks UTF-8. */
  private static final Set<String> FOR_OTHERS =
      Set.of("DEFAULTDELIVERY", "ENUMERATE_CLAUSE", "CHPASS_CLAUSE", "CHARACTER_SET", "OPT");

  /**
   * @param connections {@code daemons} of authdaemonrc, since each of Courier's holds one
   * @param files finds files that are named
   * @throws dev.postroom.imap.auth.authlib.AuthlibSyntaxException when the file cannot be honoured
   */
  public static SqlSettings of(
      AuthlibFile file, SqlDialect dialect, int connections, UnaryOperator<Path> files) {
    return new SqlSettings(
        dialect, dialect.server(file, files), AccountQuery.of(file, dialect), connections);
  }

  /** For the log: what the file says and nobody reads. */
  public static List<String> remarks(AuthlibFile file, SqlDialect dialect) {
    return file.remarks(
        Stream.concat(
                Stream.of("DEFAULT_DOMAIN"),
                Stream.of(OF_BOTH, FOR_OTHERS, dialect.ofServer())
                    .flatMap(Set::stream)
                    .map(name -> dialect.prefix() + name))
            .collect(Collectors.toSet()));
  }

  @Override
  public String name() {
    return dialect.module();
  }

  @Override
  public OpenSource open() {
    return new SqlAccountSource(this);
  }
}

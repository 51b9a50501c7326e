package dev.postroom.imap.auth.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.postroom.imap.auth.AccountModule.OpenSource;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.StoredSecrets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a database, over a few connections that are kept. Who has to wait longer than {@link
 * SqlTimeouts} allow is told to come back later.
 */
final class SqlAccountSource implements OpenSource {

  /** PostgreSQL's character_not_in_repertoire and untranslatable_character. */
  private static final Set<String> NOT_ENCODABLE = Set.of("22021", "22P05");

  /** ER_CANT_AGGREGATE_2COLLATIONS, which has no SQLSTATE of its own. */
  private static final int MYSQL_ILLEGAL_MIX_OF_COLLATIONS = 1267;

  private final SqlSettings settings;
  private final HikariDataSource connections;

  SqlAccountSource(SqlSettings settings) {
    this.settings = settings;
    HikariConfig config = new HikariConfig();
    config.setPoolName(settings.name());
    config.setDriverClassName(settings.dialect().driver());
    config.setJdbcUrl(settings.server().url());
    settings.server().properties().forEach(config::addDataSourceProperty);
    config.setReadOnly(true);
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(0);
    config.setIdleTimeout(SqlTimeouts.IDLE.toMillis());
    config.setConnectionTimeout(SqlTimeouts.CONNECT.toMillis());
    // A database that is away when the server starts is as good as one that goes away later.
    config.setInitializationFailTimeout(-1);
    this.connections = new HikariDataSource(config);
  }

  @Override
  public Optional<AccountRecord> find(String service, String user) throws AccountSourceException {
    AccountQuery query = settings.query();
    Login login = Login.of(service, user, query.defaultDomain());
    try (Connection connection = connections.getConnection();
        PreparedStatement statement = connection.prepareStatement(query.template().sql())) {
      statement.setQueryTimeout((int) SqlTimeouts.ANSWER.toSeconds());
      // Courier takes the first row of several.
      statement.setMaxRows(1);
      List<String> values = query.template().values(login);
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(AccountRow.read(rows, login)) : Optional.empty();
      }
    } catch (SQLException e) {
      if (isAboutTheName(e)) {
        return Optional.empty();
      }
      throw new AccountSourceException(settings.name() + ": " + reason(e), e);
    }
  }

  /**
   * Whether what the client sent has letters that the database's encoding has not. So nobody has
   * that name.
   */
  private static boolean isAboutTheName(SQLException e) {
    return e.getErrorCode() == MYSQL_ILLEGAL_MIX_OF_COLLATIONS
        || (e.getSQLState() != null && NOT_ENCODABLE.contains(e.getSQLState()));
  }

  /** What the database or the network said, where the pool only says that it waited in vain. */
  private static String reason(SQLException e) {
    return e.getCause() == null
        ? e.getMessage()
        : e.getMessage() + ": " + e.getCause().getMessage();
  }

  @Override
  public StoredSecrets secrets() {
    return settings.query().clear() ? StoredSecrets.CLEAR : StoredSecrets.NONE;
  }

  @Override
  public void close() {
    connections.close();
  }
}

package dev.postroom.imap.auth.sql;

import dev.postroom.imap.auth.authlib.AuthlibFile;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What differs between the two databases, apart from how one connects to them. */
public enum SqlDialect {
  POSTGRESQL("PGSQL_", "authpgsql", "org.postgresql.Driver", false) {
    @Override
    SqlServer server(AuthlibFile file, UnaryOperator<Path> files) {
      return PostgresServer.of(file, files);
    }

    @Override
    Set<String> ofServer() {
      return PostgresServer.VARIABLES;
    }

    @Override
    boolean isString(char quote) {
      return quote == '\'';
    }

    @Override
    String questionMark() {
      // How its driver is told that an operator is meant.
      return "??";
    }
  },
  MYSQL("MYSQL_", "authmysql", "org.mariadb.jdbc.Driver", true) {
    @Override
    SqlServer server(AuthlibFile file, UnaryOperator<Path> files) {
      return MysqlServer.of(file, files);
    }

    @Override
    Set<String> ofServer() {
      return MysqlServer.VARIABLES;
    }

    @Override
    boolean isString(char quote) {
      return quote != '`';
    }

    @Override
    String questionMark() {
      throw new IllegalArgumentException("has a ? outside of a string, which MySQL knows not");
    }
  };

  private final String prefix;
  private final String module;
  private final String driver;
  private final boolean backslashEscapes;

  SqlDialect(String prefix, String module, String driver, boolean backslashEscapes) {
    this.prefix = prefix;
    this.module = module;
    this.driver = driver;
    this.backslashEscapes = backslashEscapes;
  }

  /** What the names in the file begin with. */
  String prefix() {
    return prefix;
  }

  /** Courier's name of the module. */
  public String module() {
    return module;
  }

  /**
   * The class of the driver. Named, because the list of drivers is found by whichever class loader
   * the first thread that asks happens to have.
   */
  String driver() {
    return driver;
  }

  /**
   * Where the file says that the database is.
   *
   * @param files finds files that are named
   */
  abstract SqlServer server(AuthlibFile file, UnaryOperator<Path> files);

  /** The names that {@link #server} looks at, without the prefix. */
  abstract Set<String> ofServer();

  /** Whether a backslash in a string takes its meaning from what follows. */
  boolean backslashEscapes() {
    return backslashEscapes;
  }

  /** Whether these quotes are around a string rather than a name. */
  abstract boolean isString(char quote);

  /** How a question mark is written that is no parameter. */
  abstract String questionMark();
}

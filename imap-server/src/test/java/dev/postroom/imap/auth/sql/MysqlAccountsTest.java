package dev.postroom.imap.auth.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.Account.Owner;
import dev.postroom.imap.auth.AccountModule.OpenSource;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.authlib.AuthlibFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real MariaDB. */
class MysqlAccountsTest {

  private static final byte[] PASSWORD = "sécret".getBytes(StandardCharsets.UTF_8);

  @TempDir private static Path scratch;

  private static Mariadb mariadb;

  private final List<OpenSource> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    mariadb =
        Mariadb.start(
            scratch,
            """
            CREATE DATABASE mail CHARACTER SET utf8mb4;
            USE mail;
            SET NAMES utf8mb4;
            CREATE TABLE passwd (
              id varchar(200) PRIMARY KEY, crypt text, clear text, uid int, gid int, home text,
              maildir text, quota text, name text, server text);
            INSERT INTO passwd VALUES
              ('anna@example.com', '{SHA}4NPDM/3N1xhO4z/lGdXdb9NzViA=', 'sécret', 1000, 1001,
               '/home/anna', 'Mail', '1000S', 'Anna Å.', 'one'),
              ('zoe@example.com', 'x', NULL, 1000, 1001, '/home/zoe', '', '', '', 'two');
            CREATE TABLE box (local_part text, domain text, hash text) CHARACTER SET latin1;
            INSERT INTO box VALUES ('o''neil', 'example.org', '5qDV3WjIythtK13v/PkU3g==');
            CREATE USER mail@'127.0.0.1' IDENTIFIED BY 'hunter2';
            GRANT SELECT ON mail.* TO mail@'127.0.0.1';
            """);
  }

  @AfterAll
  static void stop() {
    if (mariadb != null) {
      mariadb.close();
    }
  }

  @AfterEach
  void close() {
    opened.forEach(OpenSource::close);
  }

  private static final String FIELDS =
      """
      MYSQL_USER_TABLE passwd
      MYSQL_CRYPT_PWFIELD crypt
      MYSQL_CLEAR_PWFIELD clear
      MYSQL_NAME_FIELD name
      MYSQL_MAILDIR_FIELD maildir
      MYSQL_QUOTA_FIELD quota
      MYSQL_WHERE_CLAUSE server="one"
      DEFAULT_DOMAIN example.com
      """;

  @Test
  void theFieldsThatAreNamedMakeAnAccount() throws AccountSourceException {
    AccountRecord anna = source(FIELDS).find("imap", "anna").orElseThrow();

    assertThat(anna.account())
        .isEqualTo(
            new Account(
                "anna@example.com",
                Optional.of("Anna Å."),
                Optional.of(new Owner(1000, 1001)),
                Path.of("/home/anna"),
                Optional.of(Path.of("Mail")),
                Optional.of("1000S"),
                AccountOptions.NONE));
    assertThat(anna.credentials().hashes())
        .singleElement()
        .satisfies(hash -> assertThat(hash.matches(PASSWORD)).isTrue());
    assertThat(anna.credentials().clear().orElseThrow().matches(PASSWORD)).isTrue();
  }

  @Test
  void whoNobodyKnowsOrTheWhereClauseLeavesOutIsNotThere() throws AccountSourceException {
    assertThat(source(FIELDS).find("imap", "nobody")).isEmpty();
    assertThat(source(FIELDS).find("imap", "zoe")).isEmpty();
  }

  @Test
  void whatTheClientSendsIsNeverPartOfTheQuery() throws AccountSourceException {
    OpenSource source = source(FIELDS);

    for (String user :
        List.of("' OR '1'='1", "\" OR 1=1 -- ", "anna' -- ", "\\' OR 1=1 # ", "$(domain)", "?")) {
      assertThat(source.find("imap", user)).isEmpty();
    }
  }

  private static final String SELECT_CLAUSE =
      """
      MYSQL_SELECT_CLAUSE SELECT CONCAT(local_part, '@', domain), CONCAT('{MD5}', hash), '', 5, 6, \\
                          CONCAT('/var/$(service)/', domain, "/", local_part) \\
                          FROM box WHERE local_part = '$(local_part)' AND domain = "$(domain)"
      DEFAULT_DOMAIN example.org
      """;

  @Test
  void whatTheDatabaseCannotWriteIsNobodysName() throws AccountSourceException {
    for (String rest : List.of(FIELDS, SELECT_CLAUSE)) {
      OpenSource source = source(rest);
      for (String user : List.of("a\0b", "łukasz", "a😀", "x".repeat(60_000))) {
        assertThat(source.find("imap", user)).isEmpty();
      }
    }
  }

  @Test
  void aQueryOfTheSitesOwnIsAskedWithItsVariables() throws AccountSourceException {
    OpenSource source = source(SELECT_CLAUSE);

    AccountRecord neil = source.find("imap-inside", "o'neil").orElseThrow();

    assertThat(neil.account().user()).isEqualTo("o'neil@example.org");
    assertThat(neil.account().home()).isEqualTo(Path.of("/var/imap-inside/example.org/o'neil"));
    assertThat(neil.credentials().hashes())
        .singleElement()
        .satisfies(hash -> assertThat(hash.matches(PASSWORD)).isTrue());
    assertThat(source.find("imap", "o'neil@example.com")).isEmpty();
  }

  @Test
  void aQueryThatTheDatabaseRefusesIsATemporaryFailure() {
    OpenSource source = source(FIELDS.replace("USER_TABLE passwd", "USER_TABLE nosuch"));

    assertThatThrownBy(() -> source.find("imap", "anna"))
        .isInstanceOf(AccountSourceException.class)
        .hasMessageStartingWith("authmysql: ")
        .hasMessageContaining("Table 'mail.nosuch' doesn't exist");
  }

  @Test
  void aPasswordThatTheDatabaseRefusesIsATemporaryFailureThatDoesNotTellIt() {
    OpenSource source = open(mariadb.port(), "hunter3", FIELDS);

    assertUnavailable(source, "Access denied for user 'mail'", "hunter3");
  }

  @Test
  void aDatabaseThatIsAwayIsATemporaryFailureThatTellsNoPassword() {
    assertUnavailable(open(1, "hunter2", FIELDS), "refused", "hunter2");
  }

  private static void assertUnavailable(OpenSource source, String reason, String password) {
    assertThatThrownBy(() -> source.find("imap", "anna"))
        .isInstanceOf(AccountSourceException.class)
        .hasMessageStartingWith("authmysql: ")
        .hasMessageContaining(reason)
        .satisfies(
            thrown -> {
              for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain(password);
              }
            });
  }

  private OpenSource source(String rest) {
    return open(mariadb.port(), "hunter2", rest);
  }

  private OpenSource open(int port, String password, String rest) {
    String text =
        """
        MYSQL_SERVER 127.0.0.1
        MYSQL_PORT %d
        MYSQL_USERNAME mail
        MYSQL_PASSWORD %s
        MYSQL_DATABASE mail
        """
                .formatted(port, password)
            + rest;
    OpenSource source =
        SqlSettings.of(
                AuthlibFile.parse("authmysqlrc", text),
                SqlDialect.MYSQL,
                2,
                UnaryOperator.identity())
            .open();
    opened.add(source);
    return source;
  }
}

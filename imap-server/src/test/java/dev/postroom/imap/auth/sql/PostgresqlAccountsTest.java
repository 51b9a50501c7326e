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
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real PostgreSQL. */
class PostgresqlAccountsTest {

  private static EmbeddedPostgres postgres;

  private final List<OpenSource> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE passwd (
            id varchar PRIMARY KEY, crypt varchar, clear varchar, uid int, gid int, home varchar,
            maildir varchar, quota varchar, name varchar, options varchar, server varchar);
          INSERT INTO passwd VALUES
            ('anna@example.com', '{SHA}4NPDM/3N1xhO4z/lGdXdb9NzViA=', 'sécret', 1000, 1001,
             '/home/anna', 'Mail', '1000S', 'Anna A.', 'disableimap=0,group=staff', 'one'),
            ('ben@example.com', '', NULL, 1000, 1001, '/home/ben', '', '', '', '', 'one'),
            ('zoe@example.com', 'x', NULL, 1000, 1001, '/home/zoe', '', '', '', '', 'two'),
            ('lost@example.com', 'x', NULL, 1000, 1001, '', '', '', '', '', 'one');
          CREATE TABLE box (local_part varchar, domain varchar, hash varchar, number int);
          INSERT INTO box VALUES ('o''neil', 'example.org', '5qDV3WjIythtK13v/PkU3g==', 7);
          """);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @AfterEach
  void close() {
    opened.forEach(OpenSource::close);
  }

  private static final String FIELDS =
      """
      PGSQL_USER_TABLE passwd
      PGSQL_CRYPT_PWFIELD crypt
      PGSQL_CLEAR_PWFIELD clear
      PGSQL_NAME_FIELD name
      PGSQL_MAILDIR_FIELD maildir
      PGSQL_QUOTA_FIELD quota
      PGSQL_AUXOPTIONS_FIELD options
      PGSQL_WHERE_CLAUSE server='one'
      DEFAULT_DOMAIN example.com
      """;

  @Test
  void theFieldsThatAreNamedMakeAnAccount() throws AccountSourceException {
    AccountRecord anna = source(FIELDS).find("imap", "anna").orElseThrow();

    assertThat(anna.account())
        .isEqualTo(
            new Account(
                "anna@example.com",
                Optional.of("Anna A."),
                Optional.of(new Owner(1000, 1001)),
                Path.of("/home/anna"),
                Optional.of(Path.of("Mail")),
                Optional.of("1000S"),
                AccountOptions.parse("disableimap=0,group=staff")));
    byte[] password = "sécret".getBytes(StandardCharsets.UTF_8);
    assertThat(anna.credentials().hashes())
        .singleElement()
        .satisfies(hash -> assertThat(hash.matches(password)).isTrue());
    assertThat(anna.credentials().clear().orElseThrow().matches(password)).isTrue();
  }

  @Test
  void emptyFieldsAreAsGoodAsNone() throws AccountSourceException {
    AccountRecord ben = source(FIELDS).find("imap", "ben@example.com").orElseThrow();

    assertThat(ben.account())
        .isEqualTo(
            new Account(
                "ben@example.com",
                Optional.empty(),
                Optional.of(new Owner(1000, 1001)),
                Path.of("/home/ben"),
                Optional.empty(),
                Optional.empty(),
                AccountOptions.NONE));
    assertThat(ben.credentials().hashes()).isEmpty();
    assertThat(ben.credentials().clear()).isEmpty();
  }

  @Test
  void whoTheWhereClauseLeavesOutIsNotThere() throws AccountSourceException {
    assertThat(source(FIELDS).find("imap", "zoe")).isEmpty();
    assertThat(source(FIELDS).find("imap", "anna@example.org")).isEmpty();
  }

  @Test
  void whatTheClientSendsIsNeverPartOfTheQuery() throws AccountSourceException {
    for (String user : List.of("' OR '1'='1", "anna' --", "\\' OR 1=1 --", "$(domain)", "?")) {
      assertThat(source(FIELDS).find("imap", user)).isEmpty();
    }
  }

  @Test
  void whatTheDatabaseCannotWriteIsNobodysName() throws AccountSourceException {
    assertThat(source(FIELDS).find("imap", "a\0b")).isEmpty();
    assertThat(source(FIELDS).find("imap", "x".repeat(60_000))).isEmpty();
  }

  @Test
  void aQueryOfTheSitesOwnIsAskedWithItsVariables() throws AccountSourceException {
    OpenSource source =
        source(
            """
            PGSQL_SELECT_CLAUSE SELECT local_part || '@' || domain, '{MD5}' || hash, '', 5, 6, \\
                                '/var/' || '$(service)' || '/' || domain || '/' || local_part \\
                                FROM box WHERE local_part = '$(local_part)' \\
                                AND domain = '$(domain)' AND '7' = number::text
            DEFAULT_DOMAIN example.org
            """);

    AccountRecord neil = source.find("imap-inside", "o'neil").orElseThrow();

    assertThat(neil.account().user()).isEqualTo("o'neil@example.org");
    assertThat(neil.account().home()).isEqualTo(Path.of("/var/imap-inside/example.org/o'neil"));
    assertThat(neil.credentials().hashes())
        .singleElement()
        .satisfies(
            hash -> assertThat(hash.matches("sécret".getBytes(StandardCharsets.UTF_8))).isTrue());
    assertThat(source.find("imap", "o'neil@example.com")).isEmpty();
  }

  @Test
  void anAccountWithoutAHomeIsATemporaryFailureThatNamesIt() {
    assertThatThrownBy(() -> source(FIELDS).find("imap", "lost"))
        .isInstanceOf(AccountSourceException.class)
        .hasMessage("the row of user 'lost@example.com' has no absolute path in its column 'home'");
  }

  @Test
  void aQueryThatTheDatabaseRefusesIsATemporaryFailure() {
    assertThatThrownBy(
            () ->
                source(FIELDS.replace("USER_TABLE passwd", "USER_TABLE nosuch")).find("imap", "a"))
        .isInstanceOf(AccountSourceException.class)
        .hasMessageStartingWith("authpgsql: ERROR: relation \"nosuch\" does not exist");
  }

  @Test
  void aDatabaseThatIsAwayIsATemporaryFailureThatTellsNoPassword() {
    OpenSource source =
        open("PGSQL_CONNECTION host=127.0.0.1 port=1 user=x password=hunter2\n" + FIELDS);

    assertThatThrownBy(() -> source.find("imap", "anna"))
        .isInstanceOf(AccountSourceException.class)
        .hasMessageContaining("refused")
        .satisfies(
            thrown -> {
              for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("hunter2");
              }
            });
  }

  private OpenSource source(String rest) {
    return open(
        """
        PGSQL_CONNECTION host=127.0.0.1 \\
                port=%d  \\
                user=postgres password='not \\'needed\\''
        PGSQL_DATABASE postgres
        """
                .formatted(postgres.getPort())
            + rest);
  }

  private OpenSource open(String text) {
    OpenSource source =
        SqlSettings.of(
                AuthlibFile.parse("authpgsqlrc", text),
                SqlDialect.POSTGRESQL,
                2,
                UnaryOperator.identity())
            .open();
    opened.add(source);
    return source;
  }
}

package dev.postroom.imap.auth.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.auth.authlib.AuthlibFile;
import dev.postroom.imap.auth.authlib.AuthlibSyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlSettingsTest {

  private static final String MYSQL =
      """
      MYSQL_SERVER db.example.com
      MYSQL_USERNAME mail
      MYSQL_PASSWORD hunter2
      MYSQL_DATABASE mail
      MYSQL_USER_TABLE passwd
      """;

  @Test
  void mysqlIsReachedOverTcpWithTimeouts() {
    assertThat(mysql(MYSQL + "MYSQL_PORT 0\nMYSQL_CLEAR_PWFIELD clear\n").server())
        .isEqualTo(
            new SqlServer(
                "jdbc:mariadb://db.example.com:3306/mail",
                Map.of(
                    "user", "mail",
                    "password", "hunter2",
                    "connectTimeout", "5000",
                    "socketTimeout", "10000",
                    "useServerPrepStmts", "true")));
  }

  @Test
  void aCertificateOfMysqlIsLookedUpBelowTheRoot() {
    assertThat(
            mysql(MYSQL + "MYSQL_CRYPT_PWFIELD c\nMYSQL_PORT 33\nMYSQL_SSL_CACERT /ca.pem\n")
                .server()
                .properties())
        .containsEntry("sslMode", "verify-ca")
        .containsEntry("serverSslCert", "/pod/ca.pem");
  }

  @Test
  void theNamesOfFieldsMakeAQuery() {
    assertThat(
            mysql(
                    MYSQL
                        + """
                        MYSQL_CRYPT_PWFIELD crypt
                        MYSQL_LOGIN_FIELD login
                        MYSQL_QUOTA_FIELD concat(mb, "000000S")
                        MYSQL_WHERE_CLAUSE a=1 OR b='x'
                        """)
                .query()
                .template())
        .isEqualTo(
            new QueryTemplate(
                "SELECT login, crypt, '', uid, gid, home, '', concat(mb, \"000000S\"), '', ''"
                    + " FROM passwd WHERE login = ? AND (a=1 OR b='x')",
                List.of("$(address)")));
  }

  @Test
  void severalServersOfPostgresqlAndItsFilesAreTakenOver() {
    SqlServer server =
        postgresql(
                "host=a,::1 port=1,2 user=u password='it\\'s' dbname='my db' sslmode=verify-full"
                    + " sslrootcert=/ca.pem connect_timeout=3")
            .server();

    assertThat(server.url()).isEqualTo("jdbc:postgresql://a:1,[::1]:2/my+db");
  }

  @Test
  void whatCannotBeHonouredIsRefusedAndTheMessageTellsNoPassword() {
    assertThatThrownBy(() -> mysql(MYSQL))
        .isInstanceOf(AuthlibSyntaxException.class)
        .hasMessage(
            "authmysqlrc: MYSQL_CRYPT_PWFIELD is not set, and neither is MYSQL_CLEAR_PWFIELD; name"
                + " the column that has the passwords");
    assertThatThrownBy(() -> mysql(MYSQL + "MYSQL_SSL_KEY /k\nMYSQL_CRYPT_PWFIELD c\n"))
        .hasMessage(
            "authmysqlrc:6: MYSQL_SSL_KEY is not known here; TLS is configured by MYSQL_SSL_CACERT"
                + " alone");
    assertRefused(
        "host=/run/postgresql user=u", "names a Unix socket; give the host's name or address");
    assertRefused("host=a", "has no user=");
    assertRefused(
        "host=a,b,c port=1,2 user=u", "has neither one port for all hosts nor one for each");
    assertRefused("user=u password=x hunter2", "is not keyword=value keyword=value…");
  }

  private static void assertRefused(String connection, String problem) {
    assertThatThrownBy(() -> postgresql(connection))
        .isInstanceOf(AuthlibSyntaxException.class)
        .hasMessage("authpgsqlrc:1: PGSQL_CONNECTION " + problem);
  }

  private static SqlSettings mysql(String text) {
    return settings("authmysqlrc", text, SqlDialect.MYSQL);
  }

  private static SqlSettings postgresql(String connection) {
    return settings(
        "authpgsqlrc",
        "PGSQL_CONNECTION %s\nPGSQL_USER_TABLE t\nPGSQL_CRYPT_PWFIELD c\n".formatted(connection),
        SqlDialect.POSTGRESQL);
  }

  private static SqlSettings settings(String name, String text, SqlDialect dialect) {
    return SqlSettings.of(
        AuthlibFile.parse(name, text), dialect, 5, path -> Path.of("/pod" + path));
  }
}

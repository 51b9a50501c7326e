package dev.postroom.imap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.auth.AccountModule;
import dev.postroom.imap.auth.AccountOptions;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountFilesTest {

  private static final String USERDB = "anna\thome=/a|imappw={PLAIN}hunter2\n";
  private static final String PGSQL =
      """
      PGSQL_CONNECTION host=127.0.0.1 user=mail password=hunter2
      PGSQL_USER_TABLE passwd
      PGSQL_CRYPT_PWFIELD crypt
      """;
  private static final String MYSQL =
      """
      MYSQL_SERVER 127.0.0.1
      MYSQL_USERNAME mail
      MYSQL_PASSWORD hunter2
      MYSQL_DATABASE mail
      MYSQL_USER_TABLE passwd
      MYSQL_CRYPT_PWFIELD crypt
      MYSQL_SOCKET /run/mysqld/mysqld.sock
      """;

  private static Vertx vertx;

  @TempDir Path directory;

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void withoutAListUserdbIsAskedFirstAndThenWhateverHasAFile() throws Exception {
    write("authmysqlrc", MYSQL);
    write("authpgsqlrc", PGSQL);
    write("userdb", USERDB);

    Configuration read = read();

    assertThat(modules(read)).containsExactly("authuserdb", "authpgsql", "authmysql");
    assertThat(read.files()).containsKeys("userdb", "authpgsqlrc", "authmysqlrc");
    assertThat(read.remarks()).contains("authmysqlrc:7: MYSQL_SOCKET has no effect here");
  }

  @Test
  void theListDecidesWhichAreAskedAndInWhichOrder() throws Exception {
    write("authdaemonrc", "authmodulelist=\"authpgsql authpam authmysql authuserdb\"\n");
    write("authpgsqlrc", PGSQL);
    write("userdb", USERDB);

    Configuration read = read();

    assertThat(modules(read)).containsExactly("authpgsql", "authuserdb");
    assertThat(read.remarks())
        .contains(
            "authdaemonrc: there is no module 'authpam' here; it is passed over",
            "authmysqlrc: there is nothing, so authmysql knows nobody");
  }

  @Test
  void aFileThatTheListDoesNotNameIsWatchedAndNotRead() throws Exception {
    write("authdaemonrc", "authmodulelist=\"authuserdb\"\nDEFAULTOPTIONS=\"disableshared=1\"\n");
    write("authpgsqlrc", "nonsense");
    write("userdb", USERDB);

    Configuration read = read();

    assertThat(modules(read)).containsExactly("authuserdb");
    assertThat(read.files()).containsKey("authpgsqlrc");
    assertThat(read.accounts().defaultOptions()).isEqualTo(AccountOptions.parse("disableshared=1"));
  }

  @Test
  void whatCannotBeHonouredIsRejectedWithItsLineAndNoPassword() throws Exception {
    write("authpgsqlrc", PGSQL.replace("user=mail", "krbsrvname=x"));
    write("authmysqlrc", "MYSQL_PASSWORD hunter2\nMYSQL_PORT hunter2\nMYSQL_SERVER x\n");

    assertThatThrownBy(this::read)
        .isInstanceOf(ConfigurationRejectedException.class)
        .hasMessage(
            "authpgsqlrc:1: PGSQL_CONNECTION has the keyword 'krbsrvname', which is not known here\n"
                + "authmysqlrc: MYSQL_USERNAME is not set");
  }

  @Test
  void noPasswordShowsInWhatIsRead() throws Exception {
    write("authmysqlrc", MYSQL);
    write("authpgsqlrc", PGSQL);
    write("userdb", USERDB);

    assertThat(read().toString()).contains("jdbc:postgresql:").doesNotContain("hunter2");
  }

  @Test
  void aSourceGoesWhenItLeavesTheListOrItsFileIsEmptied() throws Exception {
    write("authpgsqlrc", PGSQL);
    write("authmysqlrc", MYSQL);
    LiveConfiguration live =
        LiveConfiguration.start(directory, FileRoot.MACHINE, vertx, Clock.systemUTC());

    write("authpgsqlrc", "");
    live.reload();
    assertThat(modules(live.current())).containsExactly("authmysql");

    write("authdaemonrc", "authmodulelist=\"authpgsql\"\n");
    live.reload();
    assertThat(modules(live.current())).isEmpty();
    assertThat(live.state().rejected()).isEmpty();
  }

  @Test
  void passwordsThatEverybodyMayReadAreRemarkedOnAndReadAllTheSame() throws Exception {
    Path tree = Files.createDirectory(directory.resolve("userdb"));
    Files.writeString(tree.resolve("sales"), USERDB);
    write("authpgsqlrc", PGSQL);
    mode(tree.resolve("sales"), "rw-r--r--");
    mode(directory.resolve("authpgsqlrc"), "rw-r-----");

    Configuration read = read();

    assertThat(modules(read)).containsExactly("authuserdb", "authpgsql");
    assertThat(read.remarks())
        .contains("userdb: every user of this machine can read it; a mode of 0640 keeps them out")
        .noneMatch(remark -> remark.startsWith("authpgsqlrc"));
  }

  private static void mode(Path file, String permissions) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void anLdapDirectoryIsAskedLast() throws Exception {
    write("authldaprc", "LDAP_URI ldap://127.0.0.1\nLDAP_BASEDN dc=x\nLDAP_AUTHBIND 1\nLDAP_X 1\n");
    write("authmysqlrc", MYSQL);

    Configuration read = read();

    assertThat(modules(read)).containsExactly("authmysql", "authldap");
    assertThat(read.remarks()).contains("authldaprc:4: LDAP_X has no effect here");
  }

  @Test
  void aSourceWhoseFilesStayTheSameIsTheSameToWhoeverHasItOpen() throws Exception {
    write("authpgsqlrc", PGSQL);
    List<AccountModule> before = read().accounts().modules();
    write("authpgsqlrc", "# another comment\n" + PGSQL);

    assertThat(read().accounts().modules()).isEqualTo(before);

    write("authpgsqlrc", PGSQL.replace("hunter2", "hunter3"));

    assertThat(read().accounts().modules()).isNotEqualTo(before);
  }

  private static List<String> modules(Configuration configuration) {
    return configuration.accounts().modules().stream().map(AccountModule::name).toList();
  }

  private Configuration read() throws ConfigurationRejectedException {
    return LiveConfiguration.start(directory, FileRoot.MACHINE, vertx, Clock.systemUTC()).current();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}

package dev.postroom.imap.auth.userdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.Account.Owner;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.password.HmacContexts;
import dev.postroom.imap.auth.password.HmacContexts.Algorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserdbTest {

  private static final String HASH = "{SHA}4NPDM/3N1xhO4z/lGdXdb9NzViA=";

  private static final Path MAILDIR = Path.of("Maildir");

  @Test
  void everyFieldOfCourierReachesTheAccount() {
    Userdb userdb =
        parse(
            """
            # people
            anna@example.com\tuid=8|gid=12|home=/var/mail/anna|mail=in|shell=/bin/sh|gecos=Anna A.|imappw=%s|quota=1000S|options=disableimap=1,group=staff
            """
                .formatted(HASH));

    assertThat(account(userdb, "anna@example.com"))
        .isEqualTo(
            new Account(
                "anna@example.com",
                Optional.of("Anna A."),
                Optional.of(new Owner(8, 12)),
                Path.of("/var/mail/anna"),
                Optional.of(Path.of("in")),
                Optional.of("1000S"),
                AccountOptions.parse("disableimap=1,group=staff")));
    assertThat(userdb.warnings()).isEmpty();
    assertThat(userdb.find("imap", "anna")).isEmpty();
  }

  @Test
  void theMailFieldNamesTheMaildirRelativeToTheHomeOrAbsolute() {
    Userdb userdb =
        parse("a\thome=/home/a|mail=Mail/in\nb\thome=/home/b|mail=/var/b\nc\thome=/home/c|mail=\n");

    assertThat(account(userdb, "a").maildir(MAILDIR)).isEqualTo(Path.of("/home/a/Mail/in"));
    assertThat(account(userdb, "b").maildir(MAILDIR)).isEqualTo(Path.of("/var/b"));
    assertThat(account(userdb, "c").maildir(MAILDIR)).isEqualTo(Path.of("/home/c/Maildir"));
  }

  @Test
  void thePasswordOfTheServiceComesBeforeTheOneForEverything() {
    Userdb userdb =
        parse(
            "a\thome=/a|systempw=nonsense|imappw=%1$s|inside-pw=x\nb\thome=/b|systempw=%1$s\n"
                .formatted(HASH));

    assertThat(userdb.warnings()).isEmpty();
    assertThat(knowsPassword(userdb, "imap", "a")).isTrue();
    assertThat(knowsPassword(userdb, "pop3", "a")).isFalse();
    assertThat(knowsPassword(userdb, "pop3", "b")).isTrue();
  }

  @Test
  void contextsForCramAreReadForTheServiceAndElseForAll() {
    HmacContexts ofImap = HmacContexts.parse(Algorithm.MD5, "ab".repeat(32)).orElseThrow();
    Userdb userdb =
        parse(
            "a\thome=/a|imappw=%s|hmac-md5pw=%s|imap-hmac-md5pw=%s|hmac-sha1pw=%s|hmac-sha256pw=no\n"
                .formatted(HASH, "0".repeat(64), "ab".repeat(32), "1".repeat(80)));

    assertThat(userdb.find("imap", "a").orElseThrow().credentials().hmacs())
        .satisfiesExactly(
            md5 -> assertThat(md5.mac(new byte[0])).isEqualTo(ofImap.mac(new byte[0])),
            sha1 -> assertThat(sha1.algorithm()).isEqualTo(Algorithm.SHA1));
    assertThat(userdb.find("pop3", "a").orElseThrow().credentials().hmacs())
        .first()
        .satisfies(md5 -> assertThat(md5.mac(new byte[0])).isNotEqualTo(ofImap.mac(new byte[0])));
  }

  @Test
  void aPasswordNobodyCanCheckKeepsOutThatUserOnly() {
    Userdb userdb = parse("a\thome=/a|imappw=$y$j9T$x$y\nb\thome=/b\n");

    assertThat(userdb.size()).isEqualTo(2);
    assertThat(userdb.warnings())
        .containsExactly(
            "userdb:1: user 'a' cannot log in: yescrypt and scrypt cannot be checked here;"
                + " set a new password, hashed with bcrypt ($2y$), argon2id or SHA-512 crypt ($6$)",
            "userdb:2: user 'b' cannot log in: there is neither imappw= nor systempw=");
  }

  @Test
  void whatIsNoRecordIsRefusedWithItsLine() {
    assertRefused(
        "# people\nanna home=/a\n",
        "userdb:2: there is no TAB behind the user's name; write: name TAB field=value|field=value");
    assertRefused(
        "\thome=/a\n",
        "userdb:1: there is no name before the TAB; write: name TAB field=value|field=value");
    assertRefused("anna\timappw=x\n", "userdb:1: user 'anna' needs home=, with an absolute path");
    assertRefused("anna\thome=anna\n", "userdb:1: user 'anna' needs home=, with an absolute path");
    assertRefused("anna\thome=/a|uid=anna|gid=1\n", "userdb:1: uid= is not a number");
  }

  @Test
  void aMessageTellsNoPieceOfAPassword() {
    assertRefused(
        "anna\thome=/a|imappw=abc|def\n",
        "userdb:1: a field is not field=value; write: name TAB field=value|field=value");
  }

  @Test
  void aUserThatIsThereTwiceIsRefusedNamingBothPlaces() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("userdb/a", "anna\thome=/a\n");
    files.put("userdb/b", "ben\thome=/b\nanna\thome=/a\n");

    assertThatThrownBy(() -> Userdb.parse(files))
        .isInstanceOf(UserdbSyntaxException.class)
        .hasMessage("userdb/b:2: user 'anna' is already at userdb/a:1; remove one of the two");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(UserdbSyntaxException.class)
        .hasMessage(message);
  }

  private static Userdb parse(String text) {
    return Userdb.parse(Map.of("userdb", text));
  }

  private static Account account(Userdb userdb, String name) {
    return userdb.find("imap", name).map(AccountRecord::account).orElseThrow();
  }

  private static boolean knowsPassword(Userdb userdb, String service, String user) {
    return userdb.find(service, user).orElseThrow().credentials().hashes().stream()
        .anyMatch(hash -> hash.matches("sécret".getBytes(StandardCharsets.UTF_8)));
  }
}

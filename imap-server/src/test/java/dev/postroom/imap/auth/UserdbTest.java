package dev.postroom.imap.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class UserdbTest {

  private static final String HASH = "{SHA}4NPDM/3N1xhO4z/lGdXdb9NzViA=";

  @Test
  void aRecordGivesAnAccountBelowTheRoot() {
    Userdb userdb =
        Userdb.parse(
            Map.of(
                "userdb",
                """
                # people
                anna@example.com\tuid=8|gid=8|home=/var/mail/anna|shell=/bin/sh|imappw=%s|quota=1000S|options=disableimap=1,group=staff,disablepop3
                """
                    .formatted(HASH)),
            path -> Path.of("/pod").resolve(Path.of("/").relativize(path)));

    assertThat(account(userdb, "anna@example.com"))
        .isEqualTo(
            new Account(
                "anna@example.com",
                Path.of("/pod/var/mail/anna"),
                Path.of("/pod/var/mail/anna/Maildir"),
                Optional.of("1000S"),
                Map.of("disableimap", "1", "group", "staff", "disablepop3", "1")));
    assertThat(userdb.warnings()).isEmpty();
  }

  @Test
  void theMailFieldNamesTheMaildirRelativeToTheHomeOrAbsolute() {
    Userdb userdb =
        parse("a\thome=/home/a|mail=Mail/in\nb\thome=/home/b|mail=/var/b\nc\thome=/home/c|mail=\n");

    assertThat(account(userdb, "a").maildir()).isEqualTo(Path.of("/home/a/Mail/in"));
    assertThat(account(userdb, "b").maildir()).isEqualTo(Path.of("/var/b"));
    assertThat(account(userdb, "c").maildir()).isEqualTo(Path.of("/home/c/Maildir"));
  }

  @Test
  void thePasswordForImapComesBeforeTheOneForEverything() {
    Userdb userdb =
        parse("a\thome=/a|systempw=nonsense|imappw=%s\nb\thome=/b|systempw=%1$s\n".formatted(HASH));

    assertThat(userdb.warnings()).isEmpty();
  }

  @Test
  void aPasswordNobodyCanCheckKeepsOutThatUserOnly() {
    Userdb userdb = parse("a\thome=/a|imappw=$y$j9T$x$y\nb\thome=/b\n");

    assertThat(userdb.size()).isEqualTo(2);
    assertThat(userdb.warnings())
        .containsExactly(
            "userdb:1: user 'a' cannot log in: not a password hash that is known here;"
                + " bcrypt ($2y$) and SHA-512 crypt ($6$) are",
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
    assertRefused(
        "anna\thome=/a|imappw\n",
        "userdb:1: 'imappw' is not field=value; write: name TAB field=value|field=value");
    assertRefused("anna\timappw=x\n", "userdb:1: user 'anna' needs home=, with an absolute path");
    assertRefused("anna\thome=anna\n", "userdb:1: user 'anna' needs home=, with an absolute path");
  }

  @Test
  void aUserThatIsThereTwiceIsRefusedNamingBothPlaces() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("userdb/a", "anna\thome=/a\n");
    files.put("userdb/b", "ben\thome=/b\nanna\thome=/a\n");

    assertThatThrownBy(() -> Userdb.parse(files, UnaryOperator.identity()))
        .isInstanceOf(UserdbSyntaxException.class)
        .hasMessage("userdb/b:2: user 'anna' is already at userdb/a:1; remove one of the two");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(UserdbSyntaxException.class)
        .hasMessage(message);
  }

  private static Userdb parse(String text) {
    return Userdb.parse(Map.of("userdb", text), UnaryOperator.identity());
  }

  private static Account account(Userdb userdb, String name) {
    return userdb.find(name).orElseThrow().account(Path.of("Maildir"));
  }
}

package dev.postroom.imap.auth.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.auth.Account.Owner;
import dev.postroom.imap.auth.AccountModule.OpenSource;
import dev.postroom.imap.auth.AccountOptions;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.RemoteVerifier;
import dev.postroom.imap.auth.authlib.AuthlibFile;
import dev.postroom.imap.auth.authlib.AuthlibSyntaxException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LdapAccountsTest {

  private static final String SEARCHER = "cn=postroom,dc=example,dc=com";

  private static InMemoryDirectoryServer directory;

  private final List<OpenSource> opened = new ArrayList<>();

  @BeforeAll
  static void start() throws LDAPException, LDIFException {
    var config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
    config.setSchema(null);
    config.addAdditionalBindCredentials(SEARCHER, "hunter2");
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig(
            "loopback", InetAddress.getLoopbackAddress(), 0, null));
    directory = new InMemoryDirectoryServer(config);
    directory.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
    person(
        "anna",
        "mail: Anna@example.com",
        "cn: Anna A.",
        "homeDirectory: anna",
        "mailbox: in",
        "quota: 1000S",
        "uidNumber: 7",
        "gidNumber: 8",
        "userPassword: sécret",
        "crypt: {ROT13}x",
        "crypt: {SHA}4NPDM/3N1xhO4z/lGdXdb9NzViA=",
        "clearPassword: sécret",
        "shared: sales",
        "handle: h1");
    person("ben", "mail: ben@example.com", "homeDirectory: /home/ben", "off: yes");
    person("twin1", "mail: twin@example.com", "homeDirectory: /home/twin");
    person("twin2", "mail: twin@example.com", "homeDirectory: /home/twin");
    person("twin3", "mail: twin@example.com", "homeDirectory: /home/twin");
    person("lost", "mail: lost@example.com");
    directory.add(
        "dn: userid=a.adams,dc=example,dc=com",
        "objectClass: alias",
        "userid: a.adams",
        "realm: example.org",
        "handle: h1");
    directory.startListening();
  }

  private static void person(String name, String... attributes)
      throws LDAPException, LDIFException {
    List<String> lines = new ArrayList<>();
    lines.add("dn: uid=%s,dc=example,dc=com".formatted(name));
    lines.add("objectClass: mailAccount");
    lines.add("uid: " + name);
    lines.addAll(List.of(attributes));
    directory.add(lines.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    directory.shutDown(true);
  }

  @AfterEach
  void close() {
    opened.forEach(OpenSource::close);
  }

  private static final String FIELDS =
      """
      LDAP_BASEDN     dc=example, dc=com
      LDAP_MAIL       mail
      LDAP_FILTER     (&(objectClass=mailAccount)(!(off=yes)))
      LDAP_DOMAIN     example.com
      LDAP_GLOB_UID   1000
      LDAP_GLOB_GID   1001
      LDAP_HOMEDIR    homeDirectory
      LDAP_MAILROOT   /var/mail
      LDAP_MAILDIR    mailbox
      LDAP_MAILDIRQUOTA quota
      LDAP_FULLNAME   cn
      LDAP_AUXOPTIONS shared=sharedgroup,off=disableimap
      """;

  @Test
  void blanksThatTheDirectoryPassesOverMakeNoOtherUser() throws AccountSourceException {
    for (String name : List.of("anna@example.com ", " ANNA@EXAMPLE.COM")) {
      assertThat(source(FIELDS + "LDAP_CRYPTPW crypt\n").find("imap", name))
          .get()
          .extracting(found -> found.account().user())
          .isEqualTo("Anna@example.com");
    }
  }

  @Test
  void attributesMakeAnAccountUnderTheNameThatTheEntryHas() throws AccountSourceException {
    AccountRecord anna =
        source(FIELDS + "LDAP_CRYPTPW crypt\nLDAP_CLEARPW clearPassword\n")
            .find("imap", "anna")
            .orElseThrow();

    assertThat(anna.account())
        .isEqualTo(
            new Account(
                "Anna@example.com",
                Optional.of("Anna A."),
                Optional.of(new Owner(1000, 1001)),
                Path.of("/var/mail/anna"),
                Optional.of(Path.of("in")),
                Optional.of("1000S"),
                AccountOptions.parse("sharedgroup=sales")));
    assertThat(anna.credentials().hashes())
        .hasSize(2)
        .anyMatch(hash -> hash.matches(utf8("sécret")));
    assertThat(anna.credentials().clear().orElseThrow().matches(utf8("sécret"))).isTrue();
    assertThat(anna.credentials().remote()).isEmpty();
  }

  @Test
  void anEntrysOwnNumbersComeBeforeThoseOfAll() throws AccountSourceException {
    OpenSource source =
        source(FIELDS + "LDAP_CRYPTPW crypt\nLDAP_UID uidNumber\nLDAP_GID gidNumber\n");

    assertThat(source.find("imap", "anna").orElseThrow().account().owner())
        .contains(new Owner(7, 8));
  }

  @Test
  void whoTheFilterLeavesOutOrNobodyKnowsIsNotThere() throws AccountSourceException {
    OpenSource source = source(FIELDS + "LDAP_CRYPTPW crypt\n");

    assertThat(source.find("imap", "ben")).isEmpty();
    assertThat(source.find("imap", "anna@example.org")).isEmpty();
  }

  @Test
  void whatTheClientSendsIsAValueAndNeverAFilter() throws AccountSourceException {
    OpenSource source = source(FIELDS + "LDAP_CRYPTPW crypt\n");
    OpenSource mapped = source(FIELDS + EMAIL_MAP);

    for (String user :
        List.of("*", "ann*", "anna)(uid=*", "*)(|(mail=*", "a\\2a", "@user@", "@realm@@user@")) {
      assertThat(source.find("imap", user)).isEmpty();
      assertThat(mapped.find("imap", user + "@example.org")).isEmpty();
    }
  }

  @Test
  void aServerThatDecidesIsAskedByBindingAndLetsNobodyInWithoutAPassword()
      throws AccountSourceException {
    OpenSource source = source(FIELDS + "LDAP_AUTHBIND 1\nLDAP_CRYPTPW crypt\n");
    Credentials credentials = source.find("imap", "anna").orElseThrow().credentials();
    RemoteVerifier bind = credentials.remote().orElseThrow();

    assertThat(credentials.hashes()).isEmpty();
    assertThat(bind.matches(utf8("sécret"))).isTrue();
    assertThat(bind.matches(utf8("secret"))).isFalse();
    assertThat(bind.matches(new byte[0])).isFalse();
    assertThat(bind.decoy().matches(utf8("sécret"))).isFalse();
    // The connection that has bound as the user goes on as the searcher.
    assertThat(source.find("imap", "anna")).isPresent();
  }

  private static final String EMAIL_MAP =
      """
      LDAP_CRYPTPW crypt
      LDAP_EMAILMAP (&(userid=@user@)(realm=@realm@))
      LDAP_EMAILMAP_ATTRIBUTE handle
      LDAP_EMAILMAP_MAIL handle
      """;

  @Test
  void anEmailMapIsAskedFirst() throws AccountSourceException {
    OpenSource source = source(FIELDS.replaceAll("(?m)^LDAP_DOMAIN.*\n", "") + EMAIL_MAP);

    assertThat(source.find("imap", "a.adams@example.org").orElseThrow().account().home())
        .isEqualTo(Path.of("/var/mail/anna"));
    assertThat(source.find("imap", "a.adams@example.com")).isEmpty();
    assertThat(source.find("imap", "a.adams")).isEmpty();
  }

  @Test
  void whatNobodyCanLogInToIsATemporaryFailureThatSaysWhy() {
    OpenSource source = source(FIELDS + "LDAP_CRYPTPW crypt\n");

    assertThatThrownBy(() -> source.find("imap", "twin"))
        .isInstanceOf(AccountSourceException.class)
        .hasMessageStartingWith("authldap: more than one entry below dc=example, dc=com fits");
    assertThatThrownBy(() -> source.find("imap", "lost"))
        .isInstanceOf(AccountSourceException.class)
        .hasMessage("authldap: the entry uid=lost,dc=example,dc=com has no homeDirectory");
  }

  @Test
  void aDirectoryThatIsAwayIsATemporaryFailureAndTheNextOneIsTried() throws AccountSourceException {
    String fields = FIELDS + "LDAP_CRYPTPW crypt\n";

    assertThatThrownBy(() -> open("LDAP_URI ldap://127.0.0.1:1\n" + fields).find("imap", "anna"))
        .isInstanceOf(AccountSourceException.class)
        .hasMessageStartingWith("authldap: ");
    assertThat(
            open("LDAP_URI ldap://127.0.0.1:1, ldap://127.0.0.1:%d\n".formatted(port()) + fields)
                .find("imap", "anna"))
        .isPresent();
  }

  @Test
  void aWrongPasswordOfTheSearcherIsATemporaryFailureThatDoesNotTellIt() {
    OpenSource source =
        open(
            "LDAP_URI ldap://127.0.0.1:%d\nLDAP_BINDDN %s\nLDAP_BINDPW hunter3\nLDAP_CRYPTPW x\n"
                    .formatted(port(), SEARCHER)
                + FIELDS);

    assertThatThrownBy(() -> source.find("imap", "anna"))
        .isInstanceOf(AccountSourceException.class)
        .satisfies(
            thrown -> {
              for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("hunter3");
              }
            });
  }

  @Test
  void whatCannotBeHonouredIsRefusedWithItsLine() {
    assertRefused(
        "LDAP_BASEDN x\n",
        "authldaprc: LDAP_CRYPTPW is not set, and neither is"
            + " LDAP_CLEARPW nor LDAP_AUTHBIND; nobody could log in");
    assertRefused(
        "LDAP_AUTHBIND 1\nLDAP_URI http://x\n",
        "authldaprc:2: LDAP_URI is not ldap://host or ldaps://host, divided by commas");
    String start = "LDAP_AUTHBIND 1\nLDAP_URI ldap://x\n";
    assertRefused(start, "authldaprc: LDAP_BASEDN is not set");
    assertRefused(start + "LDAP_BINDDN cn=x\n", "authldaprc: LDAP_BINDPW is not set");
    assertRefused(
        start + "LDAP_BASEDN x\nLDAP_FILTER (x\n",
        "authldaprc:4: LDAP_FILTER is no search filter (RFC 4515)");
    assertRefused(
        start + "LDAP_BASEDN x\nLDAP_DEREF no\n",
        "authldaprc:4: LDAP_DEREF is neither never, searching, finding nor always");
    assertRefused(
        start + "LDAP_BASEDN x\nLDAP_AUXOPTIONS shared\n",
        "authldaprc:4: LDAP_AUXOPTIONS is not attribute=option,attribute=option…");
  }

  @Test
  void thePasswordShowsInNoText() {
    assertThat(
            settings(
                    "LDAP_URI ldap://x\nLDAP_BINDDN cn=x\nLDAP_BINDPW hunter2\nLDAP_CRYPTPW x\n"
                        + FIELDS)
                .toString())
        .contains("cn=x")
        .doesNotContain("hunter2");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> settings(text))
        .isInstanceOf(AuthlibSyntaxException.class)
        .hasMessage(message);
  }

  private static int port() {
    return directory.getListenPort();
  }

  private OpenSource source(String rest) {
    return open(
        """
        LDAP_URI ldap://127.0.0.1:%d
        LDAP_BINDDN %s
        LDAP_BINDPW hunter2
        """
                .formatted(port(), SEARCHER)
            + rest);
  }

  private OpenSource open(String text) {
    OpenSource source = settings(text).open();
    opened.add(source);
    return source;
  }

  private static LdapSettings settings(String text) {
    return LdapSettings.of(
        AuthlibFile.parse("authldaprc", text), Map.of(), 2, UnaryOperator.identity());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.postroom.imap.auth.ldap;

import com.unboundid.ldap.sdk.SimpleBindRequest;
import dev.postroom.imap.auth.AccountModule;
import dev.postroom.imap.auth.authlib.AuthlibFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an authldaprc says.
 *
 * @param servers who is asked
 * @param searcher as whom
 * @param search what
 * @param fields what the answer means
 * @param authBind LDAP_AUTHBIND: whether the server decides on passwords
 * @param connections how many questions may be on their way at once
 */
public record LdapSettings(
    LdapServers servers,
    Optional<Searcher> searcher,
    EntrySearch search,
    EntryFields fields,
    boolean authBind,
    int connections)
    implements AccountModule {

  private static final Set<String> OTHERS =
      Set.of(
          "URI",
          "TLS",
          "TIMEOUT",
          "BASEDN",
          "BINDDN",
          "BINDPW",
          "AUTHBIND",
          "INITBIND",
          "MAIL",
          "FILTER",
          "DOMAIN",
          "DEREF",
          "EMAILMAP",
          "EMAILMAP_BASEDN",
          "EMAILMAP_ATTRIBUTE",
          "EMAILMAP_MAIL",
          "MAILROOT",
          "GLOB_UID",
          "GLOB_GID",
          "AUXOPTIONS",
          // What Courier's other programs read, and the version, of which there is one.
          "PROTOCOL_VERSION",
          "DEFAULTDELIVERY",
          "ENUMERATE_FILTER");

  /**
   * Who searches: LDAP_BINDDN and LDAP_BINDPW.
   *
   * @param password shows in no text
   */
  record Searcher(String dn, String password) {

    SimpleBindRequest bind() {
      return new SimpleBindRequest(dn, password);
    }

    @Override
    public String toString() {
      return dn;
    }
  }

  /**
   * @param tls the variables LDAPTLS_… of authdaemonrc
   * @param connections {@code daemons} of authdaemonrc, since each of Courier's holds one
   * @param files finds files that are named
   * @throws dev.postroom.imap.auth.authlib.AuthlibSyntaxException when the file cannot be honoured
   */
  public static LdapSettings of(
      AuthlibFile file, Map<String, String> tls, int connections, UnaryOperator<Path> files) {
    EntryFields fields = EntryFields.of(file);
    boolean authBind = file.flag("LDAP_AUTHBIND");
    if (!authBind && file.text("LDAP_CRYPTPW").isEmpty() && !fields.clear()) {
      throw file.refuse(
          "LDAP_CRYPTPW",
          "is not set, and neither is LDAP_CLEARPW nor LDAP_AUTHBIND; nobody could log in");
    }
    return new LdapSettings(
        LdapServers.of(file, tls, files),
        searcher(file),
        EntrySearch.of(file),
        fields,
        authBind,
        connections);
  }

  private static Optional<Searcher> searcher(AuthlibFile file) {
    boolean anonymous = file.number("LDAP_INITBIND").orElse(1) == 0;
    return anonymous
        ? Optional.empty()
        : file.text("LDAP_BINDDN").map(dn -> new Searcher(dn, file.required("LDAP_BINDPW")));
  }

  /** For the log: what the file says and nobody reads. */
  public static List<String> remarks(AuthlibFile file) {
    return file.remarks(
        Stream.concat(OTHERS.stream(), EntryFields.FIELDS.stream())
            .map("LDAP_"::concat)
            .collect(Collectors.toSet()));
  }

  @Override
  public String name() {
    return "authldap";
  }

  @Override
  public OpenSource open() {
    return new LdapAccountSource(this);
  }
}

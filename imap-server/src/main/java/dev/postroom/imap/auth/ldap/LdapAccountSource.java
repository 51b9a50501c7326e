package dev.postroom.imap.auth.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import dev.postroom.imap.auth.AccountModule.OpenSource;
import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.RemoteVerifier;
import dev.postroom.imap.auth.StoredSecrets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks a directory, over a few connections that are kept. */
final class LdapAccountSource implements OpenSource {

  /** One more than may be found: a name that two entries have is nobody's. */
  private static final int SIZE_LIMIT = 2;

  private final LdapSettings settings;
  private final LdapConnections connections;

  LdapAccountSource(LdapSettings settings) {
    this.settings = settings;
    this.connections = new LdapConnections(settings);
  }

  @Override
  public Optional<AccountRecord> find(String service, String user) throws AccountSourceException {
    EntrySearch search = settings.search();
    String name = search.qualify(user);
    Optional<SearchResultEntry> found =
        connections.ask(
            pool -> {
              Optional<String> value = value(pool, name);
              return value.isEmpty()
                  ? Optional.empty()
                  : one(
                      pool,
                      search.baseDn(),
                      search.filter(value.get()),
                      Stream.concat(Stream.of(search.attribute()), settings.fields().names())
                          .toArray(String[]::new));
            });
    return found.isEmpty() ? Optional.empty() : Optional.of(record(name, found.get()));
  }

  /** What is looked for: the name, or what the e-mail map makes of it. */
  private Optional<String> value(LDAPConnectionPool pool, String name)
      throws LDAPException, AccountSourceException {
    if (settings.search().emailMap().isEmpty()) {
      return Optional.of(name);
    }
    EntrySearch.EmailMap map = settings.search().emailMap().get();
    Optional<Filter> filter = map.of(name);
    return filter.isEmpty()
        ? Optional.empty()
        : one(pool, map.baseDn(), filter.get(), map.attribute())
            .map(entry -> entry.getAttributeValue(map.attribute()));
  }

  private Optional<SearchResultEntry> one(
      LDAPConnectionPool pool, String baseDn, Filter filter, String... attributes)
      throws LDAPException, AccountSourceException {
    var request = new SearchRequest(baseDn, SearchScope.SUB, filter, attributes);
    request.setDerefPolicy(settings.search().dereference());
    request.setSizeLimit(SIZE_LIMIT);
    List<SearchResultEntry> entries;
    try {
      entries = pool.search(request).getSearchEntries();
    } catch (LDAPSearchException e) {
      if (e.getResultCode() != ResultCode.SIZE_LIMIT_EXCEEDED) {
        throw e;
      }
      entries = e.getSearchEntries();
    }
    if (entries.size() > 1) {
      throw new AccountSourceException(
          "authldap: more than one entry below %s fits %s".formatted(baseDn, filter));
    }
    return entries.stream().findFirst();
  }

  private AccountRecord record(String name, SearchResultEntry entry) throws AccountSourceException {
    EntryFields fields = settings.fields();
    return new AccountRecord(
        fields.account(spelling(name, entry), entry),
        settings.authBind()
            ? new Credentials(
                List.of(),
                fields.clear(entry),
                List.of(),
                Optional.of(new Bind(entry.getDN(), connections)))
            : new Credentials(
                fields.hashes(entry), fields.clear(entry), List.of(), Optional.empty()));
  }

  /**
   * The name as the entry writes it: a directory finds ANNA where a client asks for anna, and does
   * not care for blanks.
   */
  private String spelling(String name, SearchResultEntry entry) {
    EntrySearch search = settings.search();
    String[] values = entry.getAttributeValues(search.attribute());
    if (values == null || search.emailMap().isPresent()) {
      return name;
    }
    return Arrays.stream(values)
        .filter(value -> value.strip().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElse(values[0]);
  }

  /** LDAP_AUTHBIND: asks the server by logging in to it. */
  private record Bind(String dn, LdapConnections connections) implements RemoteVerifier {

    /** The name of an entry that nobody has. */
    private static final String NOBODY = "cn=nobody-whom-postroom-knows";

    @Override
    public boolean matches(byte[] password) throws AccountSourceException {
      return connections.binds(dn, password);
    }

    @Override
    public RemoteVerifier decoy() {
      int comma = dn.indexOf(',');
      return new Bind(comma < 0 ? NOBODY : NOBODY + dn.substring(comma), connections);
    }
  }

  @Override
  public StoredSecrets secrets() {
    return settings.fields().clear() ? StoredSecrets.CLEAR : StoredSecrets.NONE;
  }

  @Override
  public void close() {
    connections.close();
  }
}

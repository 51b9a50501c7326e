package dev.postroom.imap.auth.ldap;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import dev.postroom.imap.auth.authlib.AuthlibFile;
import java.util.Optional;

/**
 * What is looked for, and where. What the client sent gets into a filter as a value only, escaped
 * by the library.
 *
 * @param baseDn LDAP_BASEDN
 * @param attribute LDAP_MAIL, whose value is the user's name; with an e-mail map LDAP_EMAILMAP_MAIL
 * @param filter LDAP_FILTER, which must hold too
 * @param domain LDAP_DOMAIN: the domain of a name without one
 * @param dereference LDAP_DEREF
 * @param emailMap where a name with a domain is looked up first, to become another
 */
record EntrySearch(
    String baseDn,
    String attribute,
    Optional<String> filter,
    Optional<String> domain,
    DereferencePolicy dereference,
    Optional<EmailMap> emailMap) {

  /**
   * @param filter LDAP_EMAILMAP, with {@code @user@} and {@code @realm@} for the parts of the name
   * @param attribute LDAP_EMAILMAP_ATTRIBUTE, whose value is what is looked for then
   */
  record EmailMap(String baseDn, String filter, String attribute) {

    /** Empty for a name without a domain, which is in no map. */
    Optional<Filter> of(String user) throws LDAPException {
      int at = user.lastIndexOf('@');
      return at < 0
          ? Optional.empty()
          : Optional.of(filled(user.substring(0, at), user.substring(at + 1)));
    }

    private Filter filled(String user, String realm) throws LDAPException {
      // Only the site's own text is looked through for places, never what the client sent.
      String[] parts = filter.split("@user@", -1);
      for (int i = 0; i < parts.length; i++) {
        parts[i] = parts[i].replace("@realm@", Filter.encodeValue(realm));
      }
      return Filter.create(String.join(Filter.encodeValue(user), parts));
    }
  }

  static EntrySearch of(AuthlibFile file) {
    String baseDn = file.required("LDAP_BASEDN");
    String attribute = file.text("LDAP_MAIL").orElse("mail");
    Optional<EmailMap> emailMap =
        file.text("LDAP_EMAILMAP")
            .map(
                filter ->
                    new EmailMap(
                        file.text("LDAP_EMAILMAP_BASEDN").orElse(baseDn),
                        filter,
                        file.required("LDAP_EMAILMAP_ATTRIBUTE")));
    EntrySearch search =
        new EntrySearch(
            baseDn,
            emailMap.flatMap(_ -> file.text("LDAP_EMAILMAP_MAIL")).orElse(attribute),
            file.text("LDAP_FILTER"),
            file.text("LDAP_DOMAIN"),
            dereference(file),
            emailMap);
    check(file, "LDAP_FILTER", () -> search.filter("x"));
    if (emailMap.isPresent()) {
      check(file, "LDAP_EMAILMAP", () -> emailMap.get().of("x@x"));
    }
    return search;
  }

  private interface Attempt {
    Object run() throws LDAPException;
  }

  private static void check(AuthlibFile file, String variable, Attempt attempt) {
    try {
      attempt.run();
    } catch (LDAPException e) {
      throw file.refuse(variable, "is no search filter (RFC 4515)");
    }
  }

  private static DereferencePolicy dereference(AuthlibFile file) {
    return switch (file.text("LDAP_DEREF").orElse("never")) {
      case "never" -> DereferencePolicy.NEVER;
      case "searching" -> DereferencePolicy.SEARCHING;
      case "finding" -> DereferencePolicy.FINDING;
      case "always" -> DereferencePolicy.ALWAYS;
      default -> throw file.refuse("LDAP_DEREF", "is neither never, searching, finding nor always");
    };
  }

  /** The name with its domain. */
  String qualify(String user) {
    return user.contains("@") || domain.isEmpty() ? user : user + "@" + domain.get();
  }

  Filter filter(String value) throws LDAPException {
    Filter named = Filter.createEqualityFilter(attribute, value);
    return filter.isPresent() ? Filter.createANDFilter(Filter.create(filter.get()), named) : named;
  }
}

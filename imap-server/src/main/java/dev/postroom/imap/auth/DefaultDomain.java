package dev.postroom.imap.auth;

/**
 * The domain that is added to a name without one: DEFDOMAIN and DOMAINSEP (authmoduser3.c).
 *
 * @param domain what to add, with its separator ({@code @example.com}); empty to add nothing
 * @param separators a name that has one of these characters has a domain; where empty, the first
 *     character of {@code domain}
 */
public record DefaultDomain(String domain, String separators) {

  public static final DefaultDomain NONE = new DefaultDomain("", "");

  /** The name with the domain, if it has none. */
  public String qualify(String user) {
    if (domain.isEmpty()) {
      return user;
    }
    String marks = separators.isEmpty() ? domain.substring(0, 1) : separators;
    return user.chars().anyMatch(c -> marks.indexOf(c) >= 0) ? user : user + domain;
  }
}

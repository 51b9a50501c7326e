package dev.postroom.imap.auth.sql;

import java.util.Optional;

/**
 * Who is looked for, in the parts that a query may name.
 *
 * @param localPart what stands before the last {@code @}
 * @param domain what stands behind it, or DEFAULT_DOMAIN; may be empty
 * @param service the service that asks
 */
record Login(String localPart, String domain, String service) {

  static Login of(String service, String user, Optional<String> defaultDomain) {
    int at = user.lastIndexOf('@');
    return at < 0
        ? new Login(user, defaultDomain.orElse(""), service)
        : new Login(user.substring(0, at), user.substring(at + 1), service);
  }

  /** The name with its domain, where it has one. */
  String address() {
    return domain.isEmpty() ? localPart : localPart + "@" + domain;
  }
}

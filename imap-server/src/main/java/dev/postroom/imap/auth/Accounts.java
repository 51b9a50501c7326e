package dev.postroom.imap.auth;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The accounts that the users of one connection are looked for in. What is in force is asked for
 * anew at each login, so that a change of the configuration reaches connections that are there.
 *
 * @param source the source in force
 * @param service Courier's name of the service, by the local port
 * @param defaultDomain what is added to a name without a domain
 */
public record Accounts(
    Supplier<AccountSource> source,
    Supplier<String> service,
    Supplier<DefaultDomain> defaultDomain) {

  /** Courier's name of the service on ports that AUTHSERVICEnnn says nothing of. */
  public static final String IMAP = "imap";

  /**
   * Finds a user by the name that the client gave. Blocks as {@link AccountSource#find} does. A
   * name with control characters is nobody's; PostgreSQL would take a NUL for an error of ours.
   *
   * @throws AccountSourceException when it cannot be said just now whether there is such a user
   */
  public Optional<AccountRecord> find(String user) throws AccountSourceException {
    return user.chars().anyMatch(Character::isISOControl)
        ? Optional.empty()
        : source.get().find(service.get(), defaultDomain.get().qualify(user));
  }
}

package dev.postroom.imap.auth.throttle;

import java.util.OptionalLong;

/**
 * An attempt to log in.
 *
 * @param address where it comes from; what counts as one client has one text
 * @param user whose password is tried, whether or not there is such a user
 * @param fingerprint tells one password from another without being one (see {@link Fingerprints});
 *     empty where the client has not told the password
 */
public record Guess(String address, String user, OptionalLong fingerprint) {

  Pair pair() {
    return new Pair(address, user);
  }

  /** One user at one address. */
  record Pair(String address, String user) {}
}

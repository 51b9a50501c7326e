package dev.postroom.imap.auth.throttle;

import java.util.Locale;
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

  /**
   * So much of a name is remembered, since whoever guesses may send names of any length. Those that
   * begin alike count as one, and so do those that differ in case or in blanks around them, as they
   * do in directories and databases.
   */
  static final int LONGEST_USER = 64;

  public Guess {
    String name = user.strip();
    user = name.substring(0, Math.min(name.length(), LONGEST_USER)).toLowerCase(Locale.ROOT);
  }

  Pair pair() {
    return new Pair(address, user);
  }

  /** One user at one address. */
  record Pair(String address, String user) {}
}

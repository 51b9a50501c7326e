package dev.postroom.imap.auth;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A user's account, as Courier's authlib describes one.
 *
 * @param user the name logged in with, with its domain where it has one
 * @param home the home directory
 * @param maildir the Maildir, absolute
 * @param quota Courier's quota text ({@code 1000000S,500C}), where the account has one
 * @param options account options such as {@code disableimap}, by name
 */
public record Account(
    String user, Path home, Path maildir, Optional<String> quota, Map<String, String> options) {
  public Account {
    options = Map.copyOf(options);
  }
}

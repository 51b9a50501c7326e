package dev.postroom.imap.auth.password;

import java.util.Optional;

/**
 * Nobody can log in with it.
 *
 * @param why for the log; holds no piece of the hash
 */
public record Unusable(String why) implements PasswordHash {

  @Override
  public boolean matches(byte[] password) {
    return false;
  }

  @Override
  public Optional<String> problem() {
    return Optional.of(why);
  }
}

package dev.postroom.imap.auth.password;

import java.util.Optional;

/** {@code {PLAIN}}: a password in the clear, among hashes. */
record PlainPassword(ClearPassword password) implements PasswordHash {

  @Override
  public Optional<ClearPassword> clear() {
    return Optional.of(password);
  }

  @Override
  public boolean matches(byte[] given) {
    return password.matches(given);
  }
}

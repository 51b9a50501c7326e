package dev.postroom.imap.auth.password;

/** {@code {PLAIN}}: a password in the clear, among hashes. */
record PlainPassword(ClearPassword password) implements PasswordHash {

  @Override
  public boolean matches(byte[] given) {
    return password.matches(given);
  }
}

package dev.postroom.imap.auth.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password that the source keeps as it is. Shows in no text. */
public final class ClearPassword {

  private final byte[] utf8;

  public ClearPassword(String password) {
    this.utf8 = password.getBytes(StandardCharsets.UTF_8);
  }

  /** Compares in a time that depends on the length of {@code password} only. */
  public boolean matches(byte[] password) {
    return MessageDigest.isEqual(password, utf8);
  }

  /** A copy, in UTF-8, for mechanisms that compute with the password. */
  public byte[] bytes() {
    return utf8.clone();
  }

  @Override
  public String toString() {
    return "a password";
  }
}

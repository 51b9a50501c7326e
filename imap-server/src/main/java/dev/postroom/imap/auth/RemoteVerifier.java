package dev.postroom.imap.auth;

/** Knows no password, but somebody who does: LDAP's bind. */
public interface RemoteVerifier {

  /**
   * Asks whether that is the user's password. Blocks, with a timeout of its own; the caller wipes
   * the password afterwards.
   *
   * @throws AccountSourceException when nobody answers
   */
  boolean matches(byte[] password) throws AccountSourceException;

  /** One for a user who does not exist, which takes as long to say no. */
  RemoteVerifier decoy();
}

package dev.postroom.imap.auth;

/**
 * What a source knows of a user: who he is, and how to tell that it is he.
 *
 * @param credentials may be empty of everything, where nobody can log in by a password
 */
public record AccountRecord(Account account, Credentials credentials) {

  /** This record, with other options. */
  public AccountRecord with(AccountOptions options) {
    return new AccountRecord(account.with(options), credentials);
  }
}

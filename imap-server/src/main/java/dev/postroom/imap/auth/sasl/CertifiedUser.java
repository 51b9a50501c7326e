package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Authenticator.Outcome;

/** Lets somebody in for whom another has vouched, as far as he has an account here. */
final class CertifiedUser {

  private CertifiedUser() {}

  static Outcome find(Accounts accounts, String user) {
    try {
      return accounts
          .find(user)
          .<Outcome>map(found -> new Outcome.Accepted(found.account()))
          .orElseGet(() -> new Outcome.Rejected("there is no user '" + user + "'"));
    } catch (AccountSourceException e) {
      return new Outcome.Unavailable(e.getMessage());
    }
  }
}

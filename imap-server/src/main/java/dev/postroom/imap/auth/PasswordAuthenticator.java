package dev.postroom.imap.auth;

import dev.postroom.imap.auth.PasswordVerifier.Verdict;
import java.util.Optional;

/** Decides by name and password: finds the account, checks the password. */
public final class PasswordAuthenticator implements Authenticator {

  private final Accounts accounts;
  private final PasswordVerifier verifier;

  public PasswordAuthenticator(Accounts accounts, PasswordVerifier verifier) {
    this.accounts = accounts;
    this.verifier = verifier;
  }

  @Override
  public Outcome authenticate(String user, char[] password) {
    try {
      Optional<AccountRecord> found = accounts.find(user);
      if (found.isEmpty()) {
        verifier.verifyNobody(password);
        return new Outcome.Rejected("there is no user '" + user + "'");
      }
      return switch (verifier.verify(found.get().credentials(), password)) {
        case Verdict.Match _ -> new Outcome.Accepted(found.get().account());
        case Verdict.Mismatch(String reason) -> new Outcome.Rejected(reason);
      };
    } catch (AccountSourceException e) {
      return new Outcome.Unavailable(e.getMessage());
    }
  }
}

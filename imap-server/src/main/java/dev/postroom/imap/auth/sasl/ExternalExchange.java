package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.Accounts;
import java.util.Optional;

/**
 * EXTERNAL (RFC 4422 appendix A): TLS has told already who the client is. Its response says for
 * whom it wants to act, and may be empty.
 */
public final class ExternalExchange implements SaslExchange {

  private final Accounts accounts;
  private final String certified;

  /**
   * @param certified the user's name in the client's certificate, which has been verified
   */
  public ExternalExchange(Accounts accounts, String certified) {
    this.accounts = accounts;
    this.certified = certified;
  }

  @Override
  public Step respond(byte[] response) {
    Optional<String> authzid = Utf8.decode(response);
    if (authzid.isEmpty() || authzid.get().indexOf('\0') >= 0) {
      return new Step.Malformed("This is no response of EXTERNAL (RFC 4422).");
    }
    return authzid.get().isEmpty() || authzid.get().equals(certified)
        ? new Step.Proof(
            Optional.empty(), () -> Step.Verdict.of(CertifiedUser.find(accounts, certified)))
        : new Step.ForSomebodyElse(certified);
  }
}

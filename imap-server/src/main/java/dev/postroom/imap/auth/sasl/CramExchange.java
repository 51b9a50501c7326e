package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.AccountRecord;
import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Authenticator.Outcome;
import dev.postroom.imap.auth.password.HmacContexts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * CRAM-MD5 (RFC 2195), and Courier's CRAM-SHA1 and CRAM-SHA256, which are the same with other
 * hashes: the client answers a challenge by its name and the challenge's HMAC. Needs the password
 * in the clear, or its precomputed contexts.
 */
public final class CramExchange implements SaslExchange {

  private final HmacContexts.Algorithm algorithm;
  private final Accounts accounts;
  private final byte[] challenge;

  /**
   * @param challenge unforeseeable, never the same twice, of the form of a message id
   */
  public CramExchange(HmacContexts.Algorithm algorithm, Accounts accounts, String challenge) {
    this.algorithm = algorithm;
    this.accounts = accounts;
    this.challenge = challenge.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public Step begin(Optional<byte[]> initialResponse) {
    return initialResponse.isPresent()
        ? new Step.Malformed("The server speaks first in CRAM (RFC 2195).")
        : new Step.Challenge(challenge.clone());
  }

  @Override
  public Step respond(byte[] response) {
    String text = Utf8.decode(response).orElse("");
    int space = text.lastIndexOf(' ');
    if (space <= 0) {
      return new Step.Malformed("This is no response of CRAM (RFC 2195).");
    }
    String user = text.substring(0, space);
    byte[] digest;
    try {
      digest = HexFormat.of().parseHex(text.substring(space + 1));
    } catch (IllegalArgumentException notHexadecimal) {
      return new Step.Malformed("The digest is not hexadecimal (RFC 2195).");
    }
    return new Step.Proof(Optional.of(user), () -> Step.Verdict.of(verify(user, digest)));
  }

  private Outcome verify(String user, byte[] digest) {
    try {
      Optional<AccountRecord> found = accounts.find(user);
      if (found.isEmpty()) {
        return new Outcome.Rejected("there is no user '" + user + "'");
      }
      Optional<byte[]> expected = CramDigest.of(algorithm, found.get().credentials(), challenge);
      if (expected.isEmpty()) {
        return new Outcome.Rejected(
            "the account has neither a password in the clear nor " + algorithm.fieldName());
      }
      return MessageDigest.isEqual(expected.get(), digest)
          ? new Outcome.Accepted(found.get().account())
          : new Outcome.Rejected("wrong password");
    } catch (AccountSourceException e) {
      return new Outcome.Unavailable(e.getMessage());
    }
  }
}

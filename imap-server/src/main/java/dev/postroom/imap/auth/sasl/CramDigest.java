package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.Credentials;
import dev.postroom.imap.auth.password.ClearPassword;
import dev.postroom.imap.auth.password.HmacContexts.Algorithm;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The HMAC (RFC 2104) of a challenge, with a user's password as the key. */
final class CramDigest {

  private CramDigest() {}

  /** Empty where the account has nothing that it could be computed from. */
  static Optional<byte[]> of(Algorithm algorithm, Credentials credentials, byte[] challenge) {
    Optional<byte[]> ofPassword =
        credentials
            .anyClear()
            .map(ClearPassword::bytes)
            .filter(password -> password.length > 0)
            .map(password -> hmac(algorithm, password, challenge));
    return ofPassword.or(
        () ->
            credentials.hmacs().stream()
                .filter(contexts -> contexts.algorithm() == algorithm)
                .findFirst()
                .map(contexts -> contexts.mac(challenge)));
  }

  private static byte[] hmac(Algorithm algorithm, byte[] key, byte[] challenge) {
    String name = "Hmac" + algorithm.name();
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      return mac.doFinal(challenge);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + name, e);
    }
  }
}

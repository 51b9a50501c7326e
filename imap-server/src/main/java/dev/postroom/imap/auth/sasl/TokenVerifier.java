package dev.postroom.imap.auth.sasl;

/** Tells whose a bearer token is (RFC 6750). */
@FunctionalInterface
public interface TokenVerifier {

  /** May block; called from a virtual thread. */
  Verdict verify(String token);

  /** What a token is worth. */
  sealed interface Verdict {

    /** It is valid, and {@code user}'s. */
    record Valid(String user) implements Verdict {}

    /**
     * It is not.
     *
     * @param status {@code invalid_token} or {@code insufficient_scope} (RFC 6750 section 3.1)
     * @param reason for the log
     * @param scope what a token needs; empty where nothing in particular
     * @param configuration the address of the issuer's OpenID configuration, for clients to find
     *     out where tokens are had; possibly empty
     */
    record Invalid(String status, String reason, String scope, String configuration)
        implements Verdict {}

    /** Nobody can say just now. */
    record Unavailable(String reason) implements Verdict {}
  }
}

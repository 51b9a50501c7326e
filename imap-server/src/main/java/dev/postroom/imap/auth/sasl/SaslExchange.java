package dev.postroom.imap.auth.sasl;

import java.util.Optional;

/**
 * One client's use of one mechanism. Used by one thread at a time, and not again behind a step that
 * is no {@link Step.Challenge}.
 */
public sealed interface SaslExchange
    permits PlainExchange,
        LoginExchange,
        CramExchange,
        ScramExchange,
        ExternalExchange,
        OauthExchange {

  /** More than any mechanism here has to say, in bytes: a token of 8 KiB in its wrapping. */
  int MAX_RESPONSE_BYTES = 12 * 1024;

  /**
   * Begins.
   *
   * @param initialResponse what the client sent with the command, if anything (RFC 4959)
   */
  default Step begin(Optional<byte[]> initialResponse) {
    return initialResponse.map(this::respond).orElseGet(() -> new Step.Challenge(new byte[0]));
  }

  /** Takes the client's next response. Blocks as long as looking up an account does. */
  Step respond(byte[] response);
}

package dev.postroom.imap.session.login;

import dev.postroom.imap.auth.sasl.SaslBase64;
import dev.postroom.imap.auth.sasl.SaslExchange;
import dev.postroom.imap.auth.sasl.Step;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.session.input.CommandReader;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How IMAP carries the messages of SASL: base64, each in a line (RFC 3501 section 6.2.2). */
final class SaslLines {

  /** How an initial response of no bytes is written (RFC 4959 section 3). */
  private static final String EMPTY_INITIAL_RESPONSE = "=";

  private static final String CANCEL = "*";

  private static final Step NOT_BASE64 =
      new Step.Malformed("This is no base64 (RFC 4648 section 4), or too much of it.");

  private final ResponseEncoder out;
  private final CommandReader reader;

  SaslLines(ResponseEncoder out, CommandReader reader) {
    this.out = out;
    this.reader = reader;
  }

  /**
   * Lets the client and the mechanism talk until the mechanism has nothing to ask any more.
   *
   * @param initial the initial response, as the client has written it
   * @return the last step, which is no challenge; empty where the client has given up
   */
  Optional<Step> converse(SaslExchange exchange, Optional<String> initial)
      throws IOException, CommandRefusedException {
    Step step = begin(exchange, initial);
    while (step instanceof Step.Challenge challenge) {
      String line = ask(challenge.data());
      if (line.equals(CANCEL)) {
        return Optional.empty();
      }
      step = decode(line).map(exchange::respond).orElse(NOT_BASE64);
    }
    return Optional.of(step);
  }

  private static Step begin(SaslExchange exchange, Optional<String> initial) {
    if (initial.isEmpty()) {
      return exchange.begin(Optional.empty());
    }
    String text = initial.get();
    return decode(text.equals(EMPTY_INITIAL_RESPONSE) ? "" : text)
        .map(response -> exchange.begin(Optional.of(response)))
        .orElse(NOT_BASE64);
  }

  private static Optional<byte[]> decode(String text) {
    return SaslBase64.decode(text)
        .filter(response -> response.length <= SaslExchange.MAX_RESPONSE_BYTES);
  }

  /** Says the last of what the mechanism has to say; what the client answers does not matter. */
  void tell(byte[] last) throws IOException, CommandRefusedException {
    ask(last);
  }

  private String ask(byte[] challenge) throws IOException, CommandRefusedException {
    out.raw("+ ").raw(SaslBase64.encode(challenge)).crlf().flush();
    return new String(reader.awaitLine(), StandardCharsets.ISO_8859_1);
  }
}

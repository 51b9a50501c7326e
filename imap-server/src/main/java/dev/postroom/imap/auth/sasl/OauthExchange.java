package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Authenticator.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * OAUTHBEARER (RFC 7628), and XOAUTH2, which was before it: the client shows a token. Where that is
 * refused it is told why in JSON, answers anything, and reads the outcome then. Who it is says the
 * token; the name that the client says only must not be another one.
 */
public final class OauthExchange implements SaslExchange {

  private final Message message;
  private final Accounts accounts;
  private final TokenVerifier tokens;

  public OauthExchange(Message message, Accounts accounts, TokenVerifier tokens) {
    this.message = message;
    this.accounts = accounts;
    this.tokens = tokens;
  }

  /** How a client writes its message. */
  public enum Message {
    OAUTHBEARER {
      @Override
      Optional<OauthToken> read(String text) {
        return OauthToken.bearer(text);
      }
    },
    XOAUTH2 {
      @Override
      Optional<OauthToken> read(String text) {
        return OauthToken.xoauth2(text);
      }
    };

    abstract Optional<OauthToken> read(String text);
  }

  @Override
  public Step respond(byte[] response) {
    Optional<OauthToken> shown = Utf8.decode(response).flatMap(message::read);
    if (shown.isEmpty()) {
      return new Step.Malformed("This is no message of " + message + " (RFC 7628).");
    }
    return new Step.Proof(Optional.empty(), () -> verify(shown.get()));
  }

  private Step.Verdict verify(OauthToken shown) {
    return switch (tokens.verify(shown.token())) {
      case TokenVerifier.Verdict.Valid(String user) -> whose(user, shown);
      case TokenVerifier.Verdict.Invalid invalid -> refused(invalid);
      case TokenVerifier.Verdict.Unavailable(String reason) -> Step.Verdict.unavailable(reason);
    };
  }

  private Step.Verdict whose(String user, OauthToken shown) {
    if (!shown.user().isEmpty() && !shown.user().equalsIgnoreCase(user)) {
      return refused(
          new TokenVerifier.Verdict.Invalid(
              "invalid_token",
              "the token is of '%s', not of '%s'".formatted(user, shown.user()),
              "",
              ""));
    }
    return Step.Verdict.of(CertifiedUser.find(accounts, user));
  }

  private static Step.Verdict refused(TokenVerifier.Verdict.Invalid invalid) {
    return new Step.Verdict(
        new Outcome.Rejected(invalid.reason()),
        Optional.of(OauthError.json(invalid).getBytes(StandardCharsets.UTF_8)));
  }
}

package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.AccountSourceException;
import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.Authenticator.Outcome;
import dev.postroom.imap.auth.password.ScramHash;
import dev.postroom.imap.auth.password.ScramKeys;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * SCRAM (RFC 5802, RFC 7677), with channel binding where the mechanism's name ends in {@code
 * -PLUS}. Messages of which the server does not understand a mandatory extension are refused, other
 * extensions are passed over.
 */
public final class ScramExchange implements SaslExchange {

  /** A longer message is none: names and nonces have their place in it several times. */
  static final int MAX_MESSAGE_BYTES = 1024;

  private final Variant variant;
  private final Accounts accounts;
  private final ScramUsers users;
  private final ChannelBinding binding;
  private final Supplier<String> nonces;
  private State state = new State.Fresh();

  /**
   * @param binding of the connection
   * @param nonces printable characters but for the comma, never the same twice
   */
  public ScramExchange(
      Variant variant,
      Accounts accounts,
      ScramUsers users,
      ChannelBinding binding,
      Supplier<String> nonces) {
    this.variant = variant;
    this.accounts = accounts;
    this.users = users;
    this.binding = binding;
    this.nonces = nonces;
  }

  /**
   * Which SCRAM it is.
   *
   * @param plus whether the client must bind to the channel
   * @param plusAnnounced whether it could have done so, and a client that says that the server
   *     cannot has been lied to by somebody in between
   */
  public record Variant(ScramHash hash, boolean plus, boolean plusAnnounced) {}

  private sealed interface State {
    record Fresh() implements State {}

    /**
     * The server has told salt and nonce.
     *
     * @param bound what the client must repeat: its header, and the channel's data
     * @param begun {@code client-first-message-bare "," server-first-message ","}
     */
    record Challenged(String name, ScramUsers.User user, byte[] bound, String nonce, String begun)
        implements State {}

    record Over() implements State {}
  }

  @Override
  public Step respond(byte[] response) {
    State before = state;
    state = new State.Over();
    if (response.length > MAX_MESSAGE_BYTES) {
      return malformed("it has more than " + MAX_MESSAGE_BYTES + " bytes");
    }
    Optional<String> message = Utf8.decode(response);
    if (message.isEmpty()) {
      return malformed("it is not UTF-8");
    }
    try {
      return switch (before) {
        case State.Fresh _ -> first(message.get());
        case State.Challenged challenged -> last(challenged, message.get());
        case State.Over _ -> throw new IllegalStateException("the exchange is over");
      };
    } catch (ScramSyntaxException e) {
      return malformed(e.getMessage());
    }
  }

  private Step first(String message) throws ScramSyntaxException {
    ScramClientFirst first = ScramClientFirst.parse(message);
    byte[] bound = bound(first);
    String name = first.user();
    if (first.authzid().filter(other -> !other.equals(name)).isPresent()) {
      return new Step.ForSomebodyElse(name);
    }
    ScramUsers.User user = users.find(accounts, variant.hash(), name);
    String nonce = first.nonce() + nonces.get();
    String challenge =
        "r=%s,s=%s,i=%d".formatted(nonce, SaslBase64.encode(user.salt()), user.iterations());
    state = new State.Challenged(name, user, bound, nonce, first.bare() + "," + challenge + ",");
    return new Step.Challenge(utf8(challenge));
  }

  private byte[] bound(ScramClientFirst first) throws ScramSyntaxException {
    byte[] header = utf8(first.header());
    if (first.bindingType().isEmpty()) {
      if (variant.plus()) {
        throw new ScramSyntaxException("it binds to no channel");
      }
      if (variant.plusAnnounced() && first.couldBind()) {
        throw new ScramSyntaxException("the server does bind to channels, it says so");
      }
      return header;
    }
    if (!variant.plus()) {
      throw new ScramSyntaxException("it binds to a channel, but the mechanism does not");
    }
    byte[] channel =
        binding
            .data(first.bindingType().get())
            .orElseThrow(() -> new ScramSyntaxException("there is no such channel binding here"));
    byte[] both = new byte[header.length + channel.length];
    System.arraycopy(header, 0, both, 0, header.length);
    System.arraycopy(channel, 0, both, header.length, channel.length);
    return both;
  }

  private Step last(State.Challenged challenged, String message) throws ScramSyntaxException {
    ScramClientFinal last = ScramClientFinal.parse(message);
    if (!last.nonce().equals(challenged.nonce())) {
      throw new ScramSyntaxException("the nonce is another");
    }
    boolean sameChannel = last.binding().equals(SaslBase64.encode(challenged.bound()));
    byte[] authMessage = utf8(challenged.begun() + last.withoutProof());
    return new Step.Proof(
        Optional.of(challenged.name()),
        () -> verify(challenged.user(), last.proof(), authMessage, sameChannel));
  }

  private Step.Verdict verify(
      ScramUsers.User user, byte[] proof, byte[] authMessage, boolean sameChannel) {
    if (user.outcome() instanceof Outcome.Unavailable) {
      return Step.Verdict.of(user.outcome());
    }
    try {
      ScramKeys keys = users.keys(user);
      boolean right = keys.accept(proof, authMessage);
      return switch (user.outcome()) {
        case Outcome.Accepted _ when !right -> Step.Verdict.rejected("wrong password");
        case Outcome.Accepted _ when !sameChannel ->
            Step.Verdict.rejected("bound to another channel: somebody is in between");
        case Outcome.Accepted _ -> accepted(user, keys.signature(authMessage));
        default -> Step.Verdict.of(user.outcome());
      };
    } catch (AccountSourceException e) {
      return Step.Verdict.unavailable(e.getMessage());
    }
  }

  private static Step.Verdict accepted(ScramUsers.User user, byte[] signature) {
    return new Step.Verdict(user.outcome(), Optional.of(utf8("v=" + SaslBase64.encode(signature))));
  }

  private Step malformed(String why) {
    return new Step.Malformed(
        "This is no message of %s (RFC 5802): %s.".formatted(variant.hash().mechanism(), why));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package dev.postroom.imap.auth.sasl;

import dev.postroom.imap.auth.Accounts;
import dev.postroom.imap.auth.StoredSecrets;
import dev.postroom.imap.auth.password.HmacContexts.Algorithm;
import dev.postroom.imap.auth.password.ScramHash;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** The mechanisms that work with the accounts and the issuers of a site. */
public final class SaslMechanisms {

  private static final int NONCE_BYTES = 18;

  private final Accounts accounts;
  private final ScramUsers scramUsers;
  private final Supplier<Optional<TokenVerifier>> tokens;
  private final Supplier<String> external;
  private final String host;
  private final SecureRandom random;
  private final Clock clock;

  /**
   * @param tokens tells whose tokens are; empty where the site trusts no issuer
   * @param external the part of a client certificate's subject that is the user's name
   *     (TLS_EXTERNAL); empty for none
   * @param host the server's own name, for challenges
   */
  public SaslMechanisms(
      Accounts accounts,
      ScramUsers scramUsers,
      Supplier<Optional<TokenVerifier>> tokens,
      Supplier<String> external,
      String host,
      SecureRandom random,
      Clock clock) {
    this.accounts = accounts;
    this.scramUsers = scramUsers;
    this.tokens = tokens;
    this.external = external;
    this.host = host;
    this.random = random;
    this.clock = clock;
  }

  /** Whether anybody could log in by that mechanism over that connection. */
  public boolean isPossible(SaslMechanism mechanism, Transport transport) {
    boolean bound = !mechanism.bindsToChannel() || transport.serverCertificate().isPresent();
    return bound
        && switch (mechanism) {
          case PLAIN, LOGIN -> true;
          case CRAM_MD5 -> secrets().suffice(Algorithm.MD5);
          case CRAM_SHA1 -> secrets().suffice(Algorithm.SHA1);
          case CRAM_SHA256 -> secrets().suffice(Algorithm.SHA256);
          case SCRAM_SHA_1, SCRAM_SHA_1_PLUS -> secrets().suffice(ScramHash.SHA_1);
          case SCRAM_SHA_256, SCRAM_SHA_256_PLUS -> secrets().suffice(ScramHash.SHA_256);
          case OAUTHBEARER, XOAUTH2 -> tokens.get().isPresent();
          case EXTERNAL -> certified(transport).isPresent();
        };
  }

  private Optional<String> certified(Transport transport) {
    String attribute = external.get();
    return attribute.isEmpty()
        ? Optional.empty()
        : transport
            .clientCertificate()
            .flatMap(certificate -> CertificateName.find(certificate, attribute));
  }

  private StoredSecrets secrets() {
    return accounts.source().get().secrets();
  }

  /**
   * Begins an exchange.
   *
   * @param plusAnnounced whether the client was told of the mechanism's relative that binds to the
   *     channel
   * @return empty where the mechanism is not possible just now
   */
  public Optional<SaslExchange> begin(
      SaslMechanism mechanism, Transport transport, boolean plusAnnounced) {
    return isPossible(mechanism, transport)
        ? Optional.of(exchange(mechanism, transport, plusAnnounced))
        : Optional.empty();
  }

  private SaslExchange exchange(
      SaslMechanism mechanism, Transport transport, boolean plusAnnounced) {
    return switch (mechanism) {
      case PLAIN -> new PlainExchange();
      case LOGIN -> new LoginExchange();
      case CRAM_MD5 -> new CramExchange(Algorithm.MD5, accounts, challenge());
      case CRAM_SHA1 -> new CramExchange(Algorithm.SHA1, accounts, challenge());
      case CRAM_SHA256 -> new CramExchange(Algorithm.SHA256, accounts, challenge());
      case SCRAM_SHA_1 -> scram(ScramHash.SHA_1, false, plusAnnounced, transport);
      case SCRAM_SHA_256 -> scram(ScramHash.SHA_256, false, plusAnnounced, transport);
      case SCRAM_SHA_1_PLUS -> scram(ScramHash.SHA_1, true, true, transport);
      case SCRAM_SHA_256_PLUS -> scram(ScramHash.SHA_256, true, true, transport);
      case OAUTHBEARER -> oauth(OauthExchange.Message.OAUTHBEARER);
      case XOAUTH2 -> oauth(OauthExchange.Message.XOAUTH2);
      case EXTERNAL -> new ExternalExchange(accounts, certified(transport).orElseThrow());
    };
  }

  private SaslExchange scram(
      ScramHash hash, boolean plus, boolean plusAnnounced, Transport transport) {
    return new ScramExchange(
        new ScramExchange.Variant(hash, plus, plusAnnounced),
        accounts,
        scramUsers,
        transport.binding(),
        this::nonce);
  }

  private SaslExchange oauth(OauthExchange.Message message) {
    TokenVerifier unavailable =
        token -> new TokenVerifier.Verdict.Unavailable("no issuer is trusted any more");
    return new OauthExchange(message, accounts, tokens.get().orElse(unavailable));
  }

  /** A message id (RFC 2195 section 2). */
  private String challenge() {
    return "<%s.%d@%s>".formatted(nonce(), clock.instant().getEpochSecond(), host);
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }
}

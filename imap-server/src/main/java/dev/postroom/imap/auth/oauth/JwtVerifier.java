package dev.postroom.imap.auth.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.postroom.contract.oauth.TrustedIssuer;
import dev.postroom.imap.auth.sasl.TokenVerifier;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Verifies tokens that are JWTs (RFC 7519), as nearly all issuers' access tokens are. */
public final class JwtVerifier implements TokenVerifier {

  private static final String EXPIRY = "exp";
  private static final String EMAIL = "email";
  private static final String EMAIL_VERIFIED = "email_verified";

  /** RFC 9068 section 2.1. */
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

  private final TrustedIssuer issuer;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /** Whether there were keys when they were last looked at; without them no token is wrong. */
  private volatile boolean keysAreThere;

  JwtVerifier(TrustedIssuer issuer, JWKSource<SecurityContext> keys, Clock clock) {
    this.issuer = issuer;
    Set<JWSAlgorithm> algorithms =
        issuer.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            algorithms,
            (selector, context) -> {
              List<JWK> found = keys.get(selector, context);
              keysAreThere = true;
              return found;
            }));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
    processor.setJWTClaimsSetVerifier(claims(issuer, clock));
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claims(
      TrustedIssuer issuer, Clock clock) {
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            issuer.audiences(),
            new JWTClaimsSet.Builder().issuer(issuer.issuer()).build(),
            Set.of(EXPIRY, issuer.claim()),
            Set.of()) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew((int) issuer.clockSkew().toSeconds());
    return verifier;
  }

  @Override
  public Verdict verify(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      if (!scopes(claims).containsAll(issuer.scopes())) {
        return invalid("insufficient_scope", "its scope is " + scopes(claims));
      }
      if (issuer.claim().equals(EMAIL)
          && Boolean.FALSE.equals(claims.getBooleanClaim(EMAIL_VERIFIED))) {
        return invalid("invalid_token", "the issuer has not verified the address");
      }
      String user = claims.getStringClaim(issuer.claim());
      return user == null || user.isEmpty()
          ? invalid("invalid_token", "its claim " + issuer.claim() + " is empty")
          : new Verdict.Valid(user);
    } catch (RateLimitReachedException e) {
      return keysAreThere
          ? invalid("invalid_token", "its key is not known, and was looked for just now")
          : unavailable("they were asked for just now");
    } catch (KeySourceException e) {
      keysAreThere = false;
      return unavailable(e.getMessage());
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return invalid("invalid_token", e.getMessage());
    }
  }

  /** A text of words (RFC 8693 section 4.2), or, as some issuers have it, {@code scp}. */
  private static Set<String> scopes(JWTClaimsSet claims) throws ParseException {
    Set<String> scopes = new HashSet<>();
    for (String claim : new String[] {"scope", "scp"}) {
      Object value = claims.getClaim(claim);
      if (value instanceof String words) {
        scopes.addAll(Arrays.asList(words.split(" ")));
      } else if (value != null) {
        scopes.addAll(claims.getStringListClaim(claim));
      }
    }
    return scopes;
  }

  private Verdict unavailable(String reason) {
    return new Verdict.Unavailable(
        "the keys of %s cannot be had: %s".formatted(issuer.issuer(), reason));
  }

  private Verdict invalid(String status, String reason) {
    return new Verdict.Invalid(
        status, reason, String.join(" ", issuer.scopes()), issuer.configuration());
  }
}

package dev.postroom.contract.oauth;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.EffectiveValue;
import dev.postroom.contract.settings.Origin;
import dev.postroom.contract.settings.SettingProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The issuer whose tokens users may log in with (OAUTHBEARER, XOAUTH2), and what its tokens must
 * say.
 *
 * @param issuer the claim {@code iss}
 * @param keys where its keys are (JWKS, RFC 7517): an https URL, or the path of a file
 * @param audiences one of which must be in the claim {@code aud}
 * @param scopes all of which must be in the claim {@code scope}; none where the audience is enough
 * @param claim the claim that is the user's name
 * @param algorithms by which tokens may be signed (RFC 7518 section 3.1)
 * @param clockSkew how far the issuer's clock may be from this one
 */
public record TrustedIssuer(
    String issuer,
    String keys,
    Set<String> audiences,
    Set<String> scopes,
    String claim,
    Set<String> algorithms,
    Duration clockSkew) {

  /** Signatures by public keys. With {@code none} and the HS family anybody could make tokens. */
  static final Set<String> ALGORITHMS =
      Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private static final String ISSUER = "POSTROOM_OAUTH_ISSUER";
  private static final String JWKS = "POSTROOM_OAUTH_JWKS";
  private static final String AUDIENCE = "POSTROOM_OAUTH_AUDIENCE";
  private static final String SCOPE = "POSTROOM_OAUTH_SCOPE";
  private static final String CLAIM = "POSTROOM_OAUTH_CLAIM";
  private static final String SIGNED_BY = "POSTROOM_OAUTH_ALGORITHMS";
  private static final String SKEW = "POSTROOM_OAUTH_CLOCK_SKEW";

  public TrustedIssuer {
    audiences = Set.copyOf(audiences);
    scopes = Set.copyOf(scopes);
    algorithms = Set.copyOf(algorithms);
  }

  /**
   * What the variables say.
   *
   * @param settings without {@link EffectiveSettings#problems} and {@link #problem}
   * @return empty where no issuer is trusted
   */
  public static Optional<TrustedIssuer> of(EffectiveSettings settings) {
    return settings.text(ISSUER).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new TrustedIssuer(
                settings.text(ISSUER),
                settings.text(JWKS),
                words(settings.text(AUDIENCE)),
                words(settings.text(SCOPE)),
                settings.text(CLAIM),
                words(settings.text(SIGNED_BY)),
                Duration.ofSeconds(settings.number(SKEW))));
  }

  /**
   * What makes the variables unfit to be honoured together; empty when nothing does.
   *
   * @param settings without {@link EffectiveSettings#problems}
   */
  public static Optional<SettingProblem> problem(EffectiveSettings settings) {
    Optional<TrustedIssuer> wanted = of(settings);
    if (wanted.isEmpty()) {
      return Optional.empty();
    }
    if (wanted.get().audiences.isEmpty()) {
      return at(
          ISSUER,
          settings,
          "set "
              + AUDIENCE
              + " too: without it a token that the issuer made for any other service would do");
    }
    if (wanted.get().keys.isEmpty()) {
      return at(
          ISSUER,
          settings,
          "set " + JWKS + " too, to the https URL or the file of the issuer's keys");
    }
    if (wanted.get().claim.isEmpty()) {
      return at(CLAIM, settings, CLAIM + " is empty; name the claim that is the user's name");
    }
    Optional<String> unsafe = unsafe(wanted.get().keys);
    if (unsafe.isPresent()) {
      return at(JWKS, settings, JWKS + " " + unsafe.get());
    }
    Set<String> unknown =
        wanted.get().algorithms.stream()
            .filter(name -> !ALGORITHMS.contains(name))
            .collect(Collectors.toSet());
    if (!unknown.isEmpty() || wanted.get().algorithms.isEmpty()) {
      return at(
          SIGNED_BY,
          settings,
          "%s=%s: name some of %s"
              .formatted(
                  SIGNED_BY,
                  settings.text(SIGNED_BY),
                  ALGORITHMS.stream().sorted().collect(Collectors.joining(" "))));
    }
    return Optional.empty();
  }

  /** Whoever can change the keys on their way can log in as anybody. */
  private static Optional<String> unsafe(String keys) {
    if (!keys.contains("://")) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(keys);
      boolean here = "127.0.0.1".equals(uri.getHost()) || "localhost".equals(uri.getHost());
      boolean safe = "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && here);
      return safe && uri.getHost() != null
          ? Optional.empty()
          : Optional.of("is no https URL; http is for this machine only (localhost)");
    } catch (URISyntaxException e) {
      return Optional.of("is no URL: " + e.getReason());
    }
  }

  private static Optional<SettingProblem> at(
      String variable, EffectiveSettings settings, String message) {
    return Stream.of(variable, ISSUER)
        .flatMap(name -> settings.value(name).stream())
        .map(EffectiveValue::origin)
        .filter(Origin.Assigned.class::isInstance)
        .map(origin -> ((Origin.Assigned) origin).location())
        .findFirst()
        .map(location -> new SettingProblem(location, variable, message));
  }

  private static Set<String> words(String list) {
    return Stream.of(list.split("[\\s,]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  /** Whether {@link #keys} is fetched, rather than read from a file. */
  public boolean keysAreRemote() {
    return keys.contains("://");
  }

  /** Where clients find out how to get a token (OpenID Connect Discovery section 4). */
  public String configuration() {
    return issuer + (issuer.endsWith("/") ? "" : "/") + ".well-known/openid-configuration";
  }
}

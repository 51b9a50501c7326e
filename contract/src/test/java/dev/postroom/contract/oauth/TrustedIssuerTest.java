package dev.postroom.contract.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.SettingProblem;
import dev.postroom.contract.settings.SettingsFile;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedIssuerTest {

  private static final String ENOUGH =
      """
      POSTROOM_OAUTH_ISSUER=https://id.example
      POSTROOM_OAUTH_JWKS=https://id.example/keys
      POSTROOM_OAUTH_AUDIENCE=imap
      """;

  private static EffectiveSettings settings(String imapd) {
    return EffectiveSettings.plain(
        SettingsFile.empty("imapd-ssl"), SettingsFile.parse("imapd", imapd));
  }

  @Test
  void withoutAnIssuerNobodyIsTrusted() {
    assertThat(TrustedIssuer.of(settings("POSTROOM_OAUTH_AUDIENCE=imap\n"))).isEmpty();
    assertThat(TrustedIssuer.problem(settings(""))).isEmpty();
  }

  @Test
  void threeVariablesAreEnough() {
    assertThat(settings(ENOUGH).problems()).isEmpty();
    assertThat(TrustedIssuer.problem(settings(ENOUGH))).isEmpty();
    assertThat(TrustedIssuer.of(settings(ENOUGH)))
        .contains(
            new TrustedIssuer(
                "https://id.example",
                "https://id.example/keys",
                Set.of("imap"),
                Set.of(),
                "email",
                Set.of("RS256", "ES256"),
                Duration.ofSeconds(60)));
    assertThat(TrustedIssuer.of(settings(ENOUGH)).orElseThrow().configuration())
        .isEqualTo("https://id.example/.well-known/openid-configuration");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          AUDIENCE=   | imapd:1: set POSTROOM_OAUTH_AUDIENCE too: without it a token that the issuer made for any other service would do
          JWKS=       | imapd:1: set POSTROOM_OAUTH_JWKS too, to the https URL or the file of the issuer's keys
          JWKS=http://id.example/keys | imapd:4: POSTROOM_OAUTH_JWKS is no https URL; http is for this machine only (localhost)
          JWKS=ftp://localhost/keys   | imapd:4: POSTROOM_OAUTH_JWKS is no https URL; http is for this machine only (localhost)
          ALGORITHMS=none             | imapd:4: POSTROOM_OAUTH_ALGORITHMS=none: name some of ES256 ES384 ES512 PS256 PS384 PS512 RS256 RS384 RS512
          ALGORITHMS=HS256            | imapd:4: POSTROOM_OAUTH_ALGORITHMS=HS256: name some of ES256 ES384 ES512 PS256 PS384 PS512 RS256 RS384 RS512
          CLAIM=                      | imapd:4: POSTROOM_OAUTH_CLAIM is empty; name the claim that is the user's name
          """)
  void whatIsUnsafeIsRefusedByItsLine(String assignment, String problem) {
    Optional<SettingProblem> found =
        TrustedIssuer.problem(settings(ENOUGH + "POSTROOM_OAUTH_" + assignment + "\n"));
    assertThat(found).map(SettingProblem::toString).contains(problem);
  }

  @Test
  void keysMayBeAFileOrOnThisMachine() {
    for (String keys : new String[] {"keys.json", "/etc/keys.json", "http://localhost:1/k"}) {
      assertThat(TrustedIssuer.problem(settings(ENOUGH + "POSTROOM_OAUTH_JWKS=" + keys + "\n")))
          .as(keys)
          .isEmpty();
    }
  }
}

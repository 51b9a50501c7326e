package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An issuer of tokens, which must be JWTs. The accounts still come from the source of users. */
public record OAuth(
    @JsonPropertyDescription(
            "The issuer, as in the claim iss, for example https://id.example.com/realms/mail.")
        @Required
        @Size(min = 1, max = 2048)
        String issuer,
    @JsonPropertyDescription("Where the issuer's keys are: an https URL of a JSON Web Key Set.")
        @Required
        @Pattern("^https://[^ ]+$")
        @Size(max = 2048)
        String jwksUrl,
    @JsonPropertyDescription(
            "Audiences, by blanks or commas, one of which a token must be for (the claim aud).")
        @Required
        @Size(min = 1, max = 2048)
        String audience,
    @JsonPropertyDescription(
            "Scopes, by blanks or commas, all of which a token must have. Left out,"
                + " none is needed.")
        @Size(min = 1, max = 2048)
        String scope,
    @JsonPropertyDescription("The claim that is the user's name.")
        @Default(OAuth.CLAIM)
        @Size(min = 1, max = 253)
        String claim) {

  static final String CLAIM = "email";

  public OAuth {
    claim = claim == null ? CLAIM : claim;
  }
}

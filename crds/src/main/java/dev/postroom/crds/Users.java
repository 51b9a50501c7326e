package dev.postroom.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The accounts. */
public record Users(
    @JsonPropertyDescription(
            "Name of a Secret in the same namespace whose key userdb holds Courier's userdb text:"
                + " one line per account, name TAB field=value|field=value. Changes take effect"
                + " without a restart.")
        @Required
        @Size(min = 1, max = 253)
        String userdbSecretName) {

  /** The Secret's key. */
  public static final String KEY = "userdb";
}

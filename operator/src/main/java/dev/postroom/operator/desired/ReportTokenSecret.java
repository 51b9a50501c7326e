package dev.postroom.operator.desired;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;

/** What opens the pods' peer reports. */
public final class ReportTokenSecret {

  /** The one key; each line of it is a token, and the first is the one that the operator sends. */
  public static final String KEY = "token";

  private ReportTokenSecret() {}

  public static Secret desired(ImapServer server, String token) {
    return new SecretBuilder()
        .withMetadata(Owned.by(server, Names.reportToken(server)))
        .withType("Opaque")
        .addToData(KEY, Base64.getEncoder().encodeToString(token.getBytes(UTF_8)))
        .build();
  }
}

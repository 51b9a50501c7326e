package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.apply.Answers;
import dev.postroom.operator.apply.AppliedObjects;
import dev.postroom.operator.apply.Applier;
import dev.postroom.operator.desired.Names;
import dev.postroom.operator.desired.ReportTokenSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The token of each server: made once, then read where the pods have it from. The Secret is got by
 * name, like those that a server refers to, so that nobody has to allow a watch on Secrets.
 */
public final class ReportTokens {

  private final KubernetesClient client;
  private final Applier applier;
  private final Supplier<String> fresh;

  /**
   * @param fresh makes tokens that nobody can guess
   */
  public ReportTokens(KubernetesClient client, Applier applier, Supplier<String> fresh) {
    this.client = client;
    this.applier = applier;
    this.fresh = fresh;
  }

  /**
   * The token to send to the server's pods; makes the Secret where it is missing or empty, and sets
   * right whose it is.
   *
   * @param applied what was applied for the same server before
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if a Secret of that name belongs
   *     to somebody else
   */
  public String of(ImapServer server, AppliedObjects applied) {
    var secret = secret(server);
    var kept = secret.filter(found -> token(found).isPresent()).map(ReportTokens::text);
    var text = kept.orElseGet(fresh);
    applier.apply(ReportTokenSecret.desired(server, text), secret, applied);
    return first(text).orElseThrow();
  }

  /** The token to send to the server's pods, if there is one; makes nothing. */
  public Optional<String> find(ImapServer server) {
    return secret(server).flatMap(ReportTokens::token);
  }

  private Optional<Secret> secret(ImapServer server) {
    return Answers.found(
        "Secret",
        Names.reportToken(server),
        client
            .secrets()
            .inNamespace(server.getMetadata().getNamespace())
            .withName(Names.reportToken(server))
            .get());
  }

  /** The first token of a Secret. */
  public static Optional<String> token(Secret secret) {
    return Optional.ofNullable(secret.getData())
        .filter(data -> data.get(ReportTokenSecret.KEY) != null)
        .flatMap(_ -> first(text(secret)));
  }

  private static String text(Secret secret) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(ReportTokenSecret.KEY)),
        StandardCharsets.UTF_8);
  }

  private static Optional<String> first(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst();
  }
}

package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServerSpec;
import dev.postroom.crds.Users;
import dev.postroom.operator.render.FieldProblem;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Secrets that a server refers to, as they were when they were looked at. They are got by name
 * now and then instead of watched: a watch would hold every Secret of the cluster, as they carry no
 * label of ours.
 *
 * @param at when
 * @param version differs when a Secret was changed
 * @param problems Secrets or keys that are missing, by the field that names them
 */
public record SecretCheck(Instant at, String version, List<FieldProblem> problems) {

  /** How late a change of a Secret may be brought to the pods. */
  private static final Duration EVERY = Duration.ofSeconds(5);

  /** Before the first look. */
  public static final SecretCheck NONE = new SecretCheck(Instant.MIN, "", List.of());

  public SecretCheck {
    problems = List.copyOf(problems);
  }

  /** This check, or a new one if it is due. */
  public SecretCheck renewed(
      KubernetesClient client, String namespace, ImapServerSpec spec, Instant now) {
    if (this != NONE && now.isBefore(at.plus(EVERY))) {
      return this;
    }
    var versions = new ArrayList<String>();
    var problems = new ArrayList<FieldProblem>();
    Optional.ofNullable(spec.users())
        .flatMap(Users::source)
        .ifPresent(
            accounts ->
                look(
                    client,
                    namespace,
                    accounts.field(),
                    accounts.secretName(),
                    List.of(accounts.key()),
                    versions,
                    problems));
    if (spec.tls() != null) {
      look(
          client,
          namespace,
          "spec.tls.secretName",
          spec.tls().secretName(),
          List.of("tls.crt", "tls.key"),
          versions,
          problems);
    }
    return new SecretCheck(now, String.join(" ", versions), problems);
  }

  private static void look(
      KubernetesClient client,
      String namespace,
      String field,
      String name,
      List<String> keys,
      List<String> versions,
      List<FieldProblem> problems) {
    var secret = client.secrets().inNamespace(namespace).withName(name).get();
    if (secret == null) {
      problems.add(
          new FieldProblem(
              field, "there is no Secret %s in this namespace; create it".formatted(name)));
      return;
    }
    versions.add(secret.getMetadata().getResourceVersion());
    for (var key : keys) {
      if (secret.getData() == null || !secret.getData().containsKey(key)) {
        problems.add(
            new FieldProblem(field, "the Secret %s has no key %s; add it".formatted(name, key)));
      }
    }
  }
}

package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.render.FieldProblem;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a server refers to, as it was when it was looked at. It is got by name now and then instead
 * of watched: a watch would hold every Secret of the cluster, as they carry no label of ours, and
 * would have to be allowed for all of them. {@link ReferencePace} says how often.
 *
 * @param next when to look again
 * @param references what was looked at
 * @param version differs when something was changed
 * @param missing objects or keys that are missing, by the field that names them
 * @param refused certificates that clients refuse
 * @param expiring certificates that end soon
 */
public record References(
    Instant next,
    List<Reference> references,
    String version,
    List<FieldProblem> missing,
    List<FieldProblem> refused,
    List<FieldProblem> expiring) {

  /** Before the first look. */
  public static final References NONE =
      new References(Instant.MIN, List.of(), "", List.of(), List.of(), List.of());

  public References {
    references = List.copyOf(references);
    missing = List.copyOf(missing);
    refused = List.copyOf(refused);
    expiring = List.copyOf(expiring);
  }

  /** These, or new ones if a look is due or the server refers to something else now. */
  public References renewed(
      KubernetesClient client, ImapServer server, ReferencePace pace, Instant now) {
    var wanted = Reference.of(server);
    if (now.isBefore(next) && wanted.equals(references)) {
      return this;
    }
    var look = new Look(client, server.getMetadata().getNamespace(), now);
    wanted.forEach(look::at);
    Duration pause = pace.looked(server.getMetadata().getUid(), wanted.size(), now);
    return new References(
        now.plus(pause),
        wanted,
        String.join(" ", look.versions),
        look.missing,
        look.refused,
        look.expiring);
  }

  /** One look at all of them. */
  private static final class Look {

    private final KubernetesClient client;
    private final String namespace;
    private final Instant now;
    private final List<String> versions = new ArrayList<>();
    private final List<FieldProblem> missing = new ArrayList<>();
    private final List<FieldProblem> refused = new ArrayList<>();
    private final List<FieldProblem> expiring = new ArrayList<>();

    Look(KubernetesClient client, String namespace, Instant now) {
      this.client = client;
      this.namespace = namespace;
      this.now = now;
    }

    void at(Reference reference) {
      var found = get(reference);
      if (found.isEmpty()) {
        missing.add(
            new FieldProblem(
                reference.field(),
                "there is no %s %s in this namespace; %s"
                    .formatted(reference.kind(), reference.name(), reference.advice())));
        return;
      }
      versions.add(found.get().getMetadata().getResourceVersion());
      var data = data(found.get());
      for (var key : reference.keys()) {
        if (!data.containsKey(key)) {
          missing.add(
              new FieldProblem(
                  reference.field(),
                  "the %s %s has no key %s; add it"
                      .formatted(reference.kind(), reference.name(), key)));
        }
      }
      if (reference.isCertificate() && data.keySet().containsAll(reference.keys())) {
        CertificateCheck.of(data.get(reference.keys().getFirst()), now)
            .ifPresent(
                remark -> (remark.refused() ? refused : expiring).add(told(reference, remark)));
      }
    }

    private static FieldProblem told(Reference reference, CertificateCheck.Remark remark) {
      return new FieldProblem(
          reference.field(),
          "%s of Secret %s %s"
              .formatted(reference.keys().getFirst(), reference.name(), remark.words()));
    }

    private Optional<? extends HasMetadata> get(Reference reference) {
      return switch (reference.kind()) {
        case Secret ->
            Optional.ofNullable(
                client.secrets().inNamespace(namespace).withName(reference.name()).get());
        case ConfigMap ->
            Optional.ofNullable(
                client.configMaps().inNamespace(namespace).withName(reference.name()).get());
      };
    }

    /** By key; of a Secret in base64. */
    private static Map<String, String> data(HasMetadata object) {
      var data = new HashMap<String, String>();
      switch (object) {
        case Secret secret when secret.getData() != null -> data.putAll(secret.getData());
        case ConfigMap map when map.getData() != null -> data.putAll(map.getData());
        default -> {}
      }
      return data;
    }
  }
}

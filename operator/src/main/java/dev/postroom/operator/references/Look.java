package dev.postroom.operator.references;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.postroom.operator.apply.Answers;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One look at what a server refers to. An object is judged again only when it has another version,
 * since to read a key costs more than to get it; of its content nothing else is kept.
 */
final class Look {

  private final KubernetesClient client;
  private final String namespace;
  private final Map<Reference, Looked> known;

  /**
   * @param known the look before this one
   */
  Look(KubernetesClient client, String namespace, Map<Reference, Looked> known) {
    this.client = client;
    this.namespace = namespace;
    this.known = known;
  }

  Looked at(Reference reference) {
    var found = get(reference);
    if (found.isEmpty()) {
      return new Looked(reference, "", new Content.Absent());
    }
    var version = version(found.get());
    var before = known.get(reference);
    return before != null && before.version().equals(version)
        ? before
        : new Looked(reference, version, content(reference, data(found.get())));
  }

  private static String version(HasMetadata object) {
    return object.getMetadata().getUid() + "@" + object.getMetadata().getResourceVersion();
  }

  private static Content content(Reference reference, Map<String, byte[]> data) {
    var lacking = reference.keys().stream().filter(key -> !data.containsKey(key)).toList();
    if (!lacking.isEmpty()) {
      return new Content.Lacking(lacking);
    }
    var first = reference.keys().getFirst();
    return switch (reference.use()) {
      case Reference.Use.Accounts() -> new Content.Plain();
      case Reference.Use.Certificate(var serverName) ->
          PairReading.of(data.get(first), data.get(reference.keys().getLast()), serverName);
      case Reference.Use.Authorities() ->
          PairReading.certificates(data.get(first)).isEmpty()
              ? new Content.Unusable(
                  first,
                  "cannot be read as certificates in PEM; put those of your authorities there")
              : new Content.Plain();
    };
  }

  private Optional<? extends HasMetadata> get(Reference reference) {
    return switch (reference.kind()) {
      case Secret ->
          Answers.found(
              "Secret",
              reference.name(),
              client.secrets().inNamespace(namespace).withName(reference.name()).get());
      case ConfigMap ->
          Answers.found(
              "ConfigMap",
              reference.name(),
              client.configMaps().inNamespace(namespace).withName(reference.name()).get());
    };
  }

  private static Map<String, byte[]> data(HasMetadata object) {
    var data = new HashMap<String, byte[]>();
    switch (object) {
      case Secret secret when secret.getData() != null ->
          secret.getData().forEach((key, text) -> data.put(key, Base64.getDecoder().decode(text)));
      case ConfigMap map -> {
        if (map.getBinaryData() != null) {
          map.getBinaryData()
              .forEach((key, text) -> data.put(key, Base64.getDecoder().decode(text)));
        }
        if (map.getData() != null) {
          map.getData().forEach((key, text) -> data.put(key, text.getBytes(UTF_8)));
        }
      }
      default -> {}
    }
    return data;
  }
}

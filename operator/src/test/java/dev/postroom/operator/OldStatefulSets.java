package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.Serialization;

/** StatefulSets as earlier operators made them, from {@code templates/} of the test resources. */
final class OldStatefulSets {

  private OldStatefulSets() {}

  /**
   * That of a version.
   *
   * @param file its name in {@code templates/}
   */
  static StatefulSet of(String file, ImapServer server) {
    var set =
        Serialization.unmarshal(
            OldStatefulSets.class.getResourceAsStream("/templates/" + file), StatefulSet.class);
    set.getMetadata().getOwnerReferences().getFirst().setUid(server.getMetadata().getUid());
    return set;
  }

  /** One whose pods are made in order, which can only be changed by making it anew. */
  static StatefulSet inOrder(ImapServer server) {
    return of("2-ordered-pods.yaml", server);
  }
}

package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** Metadata of an object that goes when its ImapServer goes. */
final class Owned {

  private Owned() {}

  static ObjectMeta by(ImapServer server, String name) {
    var owner =
        new OwnerReferenceBuilder()
            .withApiVersion(server.getApiVersion())
            .withKind(server.getKind())
            .withName(server.getMetadata().getName())
            .withUid(server.getMetadata().getUid())
            .withController(true)
            .withBlockOwnerDeletion(true)
            .build();
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(server.getMetadata().getNamespace())
        .withLabels(Labels.of(server))
        .withOwnerReferences(owner)
        .build();
  }
}

package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.render.CourierFiles;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;

/** The pods and the claim of each for its mail. */
public final class ServerStatefulSet {

  private ServerStatefulSet() {}

  /**
   * The StatefulSet.
   *
   * @param image of the server's container
   */
  public static StatefulSet desired(ImapServer server, CourierFiles files, String image) {
    return new StatefulSetBuilder()
        .withMetadata(Owned.by(server, Names.server(server)))
        .withNewSpec()
        .withReplicas(server.getSpec().replicas())
        .withServiceName(Names.headlessService(server))
        .withNewSelector()
        .withMatchLabels(Labels.selector(server))
        .endSelector()
        .withTemplate(ServerPod.template(server, files, image))
        .withVolumeClaimTemplates(claims(server))
        .endSpec()
        .build();
  }

  private static List<PersistentVolumeClaim> claims(ImapServer server) {
    var storage = server.getSpec().storage();
    if (storage.existingClaim() != null) {
      return List.of();
    }
    return List.of(
        new PersistentVolumeClaimBuilder()
            .withApiVersion("v1")
            .withKind("PersistentVolumeClaim")
            .withNewMetadata()
            .withName(ServerPod.MAIL)
            .endMetadata()
            .withNewSpec()
            .withAccessModes(storage.accessMode().name())
            .withStorageClassName(storage.storageClassName())
            .withNewResources()
            .addToRequests("storage", new Quantity(storage.size()))
            .endResources()
            .endSpec()
            .build());
  }
}

package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;

/** Who the pods are to Kubernetes: nobody who may anything, but not the namespace's default. */
public final class ServerAccount {

  private ServerAccount() {}

  public static ServiceAccount desired(ImapServer server) {
    return new ServiceAccountBuilder()
        .withMetadata(Owned.by(server, Names.server(server)))
        .withAutomountServiceAccountToken(false)
        .build();
  }
}

package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ImapServerSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

/** ImapServers for tests, written as a user would write them. */
public final class Servers {

  private Servers() {}

  /** A specification from YAML. */
  public static ImapServerSpec spec(String yaml) {
    return Serialization.unmarshal(yaml, ImapServerSpec.class);
  }

  /** The server {@code mail} in the namespace {@code default}. */
  public static ImapServer server(String spec) {
    var server = new ImapServer();
    server.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("default")
            .withName("mail")
            .withUid("11111111-2222-3333-4444-555555555555")
            .withGeneration(1L)
            .build());
    server.setSpec(spec(spec));
    return server;
  }

  /** The server {@code mail} of a namespace, for creation. */
  static ImapServer unsaved(String namespace, String spec) {
    var server = new ImapServer();
    server.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName("mail").build());
    server.setSpec(spec(spec));
    return server;
  }

  /** Has the server {@code mail} with exactly this specification in the cluster. */
  static void put(KubernetesClient client, String spec) {
    var server = unsaved("default", spec);
    var found = client.resource(server).get();
    if (found == null) {
      client.resource(server).create();
    } else {
      // As a patch: the operator may write the status meanwhile.
      client
          .resource(found)
          .edit(
              current -> {
                current.setSpec(server.getSpec());
                return current;
              });
    }
  }
}

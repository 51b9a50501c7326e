package dev.postroom.operator;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;

/** An API that knows ImapServers, reached by a client that may do everything. */
final class ApiUnderTest implements AutoCloseable {

  private final KubernetesClient client;

  /** Connects, and has the definition there as it is now. */
  ApiUnderTest(Config config) {
    client = ImapServerKind.definedIn(config);
  }

  KubernetesClient client() {
    return client;
  }

  /** The name of a new namespace; {@link #forget} it when the case has ended. */
  String namespace() {
    return client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withGenerateName("postroom-test-")
                .endMetadata()
                .build())
        .create()
        .getMetadata()
        .getName();
  }

  /** Lets a namespace go with all that is in it; does not wait for that. */
  void forget(String namespace) {
    client.namespaces().withName(namespace).delete();
  }

  @Override
  public void close() {
    client.close();
  }
}

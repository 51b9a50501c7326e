package dev.postroom.kubernetes.conformance;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/**
 * The whole suite. A subclass says which API it is held against: it connects before its tests and
 * disconnects after them.
 */
abstract class ApiConformance
    implements ObjectConformance, WatchConformance, CustomResourceConformance, ApplyConformance {

  private static KubernetesClient client;
  private static String namespace;
  private static boolean collectsGarbage;

  static void connect(Config config, boolean controllersRun) {
    client = new KubernetesClientBuilder().withConfig(config).build();
    collectsGarbage = controllersRun;
    namespace =
        client
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withGenerateName("postroom-conformance-")
                    .endMetadata()
                    .build())
            .create()
            .getMetadata()
            .getName();
    Letterboxes.install(client);
  }

  static void disconnect() {
    if (client != null) {
      client.resource(Letterboxes.definition()).delete();
      client.namespaces().withName(namespace).delete();
      client.close();
      client = null;
    }
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public String namespace() {
    return namespace;
  }

  @Override
  public boolean collectsGarbage() {
    return collectsGarbage;
  }
}

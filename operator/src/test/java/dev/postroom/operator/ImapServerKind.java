package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import dev.postroom.kubernetes.api.ApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;

/** The kind ImapServer, as the chart brings it to a cluster. */
final class ImapServerKind {

  private ImapServerKind() {}

  /** A client of an API server that knows the kind from now on; the caller closes it. */
  static KubernetesClient definedIn(ApiServer api) {
    return definedIn(api.kubeconfig());
  }

  /** As {@link #definedIn(ApiServer)}, of the API server of a kubeconfig. */
  static KubernetesClient definedIn(String kubeconfig) {
    return definedIn(Config.fromKubeconfig(kubeconfig));
  }

  /** As {@link #definedIn(ApiServer)}, of the API server that the client is to reach. */
  static KubernetesClient definedIn(Config config) {
    var client = new KubernetesClientBuilder().withConfig(config).build();
    try {
      define(client);
      return client;
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }

  /** Has the client's API server know the kind. */
  static void define(KubernetesClient client) {
    Definitions.establish(client, definition());
  }

  /** Its definition. */
  static CustomResourceDefinition definition() {
    return Serialization.unmarshal(
        ImapServer.class.getResourceAsStream("imapservers.postroom.dev.yaml"),
        CustomResourceDefinition.class);
  }
}

package dev.postroom.operator;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;

/**
 * An API server that knows ImapServers, a user's client of it, and an operator if asked: the
 * stand-in, unless another is wanted.
 */
final class StandIn implements AutoCloseable {

  private final TestApi.Running api;
  private final KubernetesClient client;
  private Operator operator;

  StandIn() {
    this(TestApi.STAND_IN);
  }

  StandIn(TestApi kind) {
    this(kind.start());
  }

  /**
   * @param api closed with this one, and when it does not take the definition
   */
  StandIn(TestApi.Running api) {
    this.api = api;
    try {
      client = ImapServerKind.definedIn(api.kubeconfig());
    } catch (RuntimeException e) {
      api.close();
      throw e;
    }
  }

  /** One in which an operator runs. */
  static StandIn operated() {
    var standIn = new StandIn();
    standIn.operate();
    return standIn;
  }

  /** Starts the operator, or another one in place of the one that runs. */
  void operate() {
    if (operator != null) {
      operator.stop();
    }
    operator = OperatorStart.with(client);
  }

  /** The user's; closed with the rest. */
  KubernetesClient client() {
    return client;
  }

  /** For kubectl. */
  String kubeconfig() {
    return api.kubeconfig();
  }

  /**
   * An ImapServer as a user writes it, with no default filled in; the caller creates it.
   *
   * @param spec YAML on one line
   */
  static GenericKubernetesResource written(String name, String spec) {
    return Serialization.unmarshal(
        """
        apiVersion: postroom.dev/v1alpha1
        kind: ImapServer
        metadata: {name: %s, namespace: default}
        spec: %s
        """
            .formatted(name, spec),
        GenericKubernetesResource.class);
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.stop();
    }
    client.close();
    api.close();
  }
}

package dev.postroom.operator.peers;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.function.Supplier;

/**
 * Lists the nodes some at a time: a node's object has tens of kilobytes, and of it only some
 * addresses are kept.
 */
public final class NodeList implements Supplier<Nodes> {

  /** A few megabytes at a time. */
  static final long PAGE = 100;

  private final KubernetesClient client;

  public NodeList(KubernetesClient client) {
    this.client = client;
  }

  /**
   * All nodes.
   *
   * @throws KubernetesClientException if they cannot be listed
   */
  @Override
  public Nodes get() {
    var found = Nodes.NONE;
    String next = null;
    do {
      var page =
          client.nodes().list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      if (page.getMetadata() == null) {
        throw new KubernetesClientException(
            "asked for nodes, the API server answered with something else");
      }
      found = found.and(Nodes.of(page.getItems()));
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return found;
  }
}

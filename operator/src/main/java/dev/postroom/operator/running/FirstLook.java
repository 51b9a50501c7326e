package dev.postroom.operator.running;

import dev.postroom.crds.ImapServer;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.util.Set;

/**
 * Asks once for ImapServers before anything watches them. What the libraries log where there are
 * none to watch is hundreds of lines, none of which says what to do.
 */
public final class FirstLook {

  private static final ResourceDefinitionContext KIND =
      ResourceDefinitionContext.fromResourceType(ImapServer.class);
  private static final String NAME = KIND.getPlural() + "." + KIND.getGroup();
  private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();

  private final KubernetesClient client;
  private final Set<String> namespaces;

  /**
   * @param namespaces those whose ImapServers are looked after; all where it is empty
   */
  public FirstLook(KubernetesClient client, Set<String> namespaces) {
    this.client = client;
    this.namespaces = namespaces;
  }

  /**
   * Lists one ImapServer at most of each namespace, and reads none.
   *
   * @throws CannotBegin where that is refused or not answered
   */
  public void look() {
    var kind = client.genericKubernetesResources(KIND);
    if (namespaces.isEmpty()) {
      ask(() -> kind.inAnyNamespace().list(ONE), "all namespaces");
    }
    for (var namespace : namespaces) {
      ask(() -> kind.inNamespace(namespace).list(ONE), "namespace " + namespace);
    }
  }

  private static void ask(Runnable list, String where) {
    try {
      list.run();
    } catch (KubernetesClientException e) {
      throw new CannotBegin(
          switch (e.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "the definition of ImapServers is missing: this cluster does not serve %s %s. Install it by kubectl apply --server-side -f helm/postroom/files/%s.yaml, or by helm upgrade with crds.install=true"
                    .formatted(NAME, KIND.getVersion(), NAME);
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "the operator may not list %s in %s: %s. If that namespace is gone, take it off watchNamespaces; otherwise permit what helm/postroom/files/permissions.yaml lists"
                    .formatted(NAME, where, words(e));
            default ->
                "the API server does not tell which %s there are in %s: %s"
                    .formatted(NAME, where, words(e));
          });
    }
  }

  private static String words(KubernetesClientException refusal) {
    return refusal.getStatus() == null || refusal.getStatus().getMessage() == null
        ? refusal.getMessage()
        : refusal.getStatus().getMessage();
  }
}

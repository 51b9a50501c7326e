package dev.postroom.kubernetes.api;

/** The file that tells kubectl and client libraries where the server is. */
final class Kubeconfig {

  private Kubeconfig() {}

  /** A kubeconfig with one context, in YAML. */
  static String text(String url) {
    return """
        apiVersion: v1
        kind: Config
        current-context: postroom-sandbox
        clusters:
        - name: postroom-sandbox
          cluster:
            server: %s
        contexts:
        - name: postroom-sandbox
          context:
            cluster: postroom-sandbox
            user: anybody
            namespace: default
        users:
        - name: anybody
          user: {}
        """
        .formatted(url);
  }
}

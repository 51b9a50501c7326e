package dev.postroom.operator;

import dev.postroom.operator.desired.ForeignKind;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;

/** The definitions that other projects bring, as far as an API server needs them. */
final class ForeignDefinitions {

  private ForeignDefinitions() {}

  static void create(KubernetesClient client) {
    ForeignKind.ALL.forEach(kind -> Definitions.establish(client, definition(kind)));
  }

  static CustomResourceDefinition definition(ForeignKind kind) {
    return Serialization.unmarshal(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %2$s.%1$s}
        spec:
          group: %1$s
          scope: Namespaced
          names: {kind: %3$s, plural: %2$s}
          versions:
          - name: %4$s
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """
            .formatted(kind.group(), kind.plural(), kind.kind(), kind.version()),
        CustomResourceDefinition.class);
  }
}

package dev.postroom.operator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.TimeUnit;

/** Makes kinds known to an API server, which serves them some time after it was told. */
final class Definitions {

  private static final long WITHIN_SECONDS = 60;

  private Definitions() {}

  /** Has a definition there as it is now, and waits until its kind is served. */
  static void establish(KubernetesClient client, CustomResourceDefinition definition) {
    client.resource(definition).forceConflicts().serverSideApply();
    client
        .resource(definition)
        .waitUntilCondition(Definitions::isEstablished, WITHIN_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean isEstablished(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
  }
}

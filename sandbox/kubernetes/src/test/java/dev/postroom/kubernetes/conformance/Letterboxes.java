package dev.postroom.kubernetes.conformance;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.concurrent.TimeUnit;

/** The custom resource that the suites are played on. */
final class Letterboxes {

  private Letterboxes() {}

  static CustomResourceDefinition definition() {
    return Serialization.unmarshal(
        Letterboxes.class.getResourceAsStream("/letterboxes.crd.yaml"),
        CustomResourceDefinition.class);
  }

  /** The same schema under another name. */
  static CustomResourceDefinition definition(String plural, String kind) {
    var definition = definition();
    definition.getMetadata().setName(plural + "." + definition.getSpec().getGroup());
    var names = definition.getSpec().getNames();
    names.setPlural(plural);
    names.setSingular(kind.toLowerCase(java.util.Locale.ROOT));
    names.setKind(kind);
    names.setListKind(kind + "List");
    names.setShortNames(java.util.List.of());
    return definition;
  }

  static void install(KubernetesClient client) {
    client.resource(definition()).forceConflicts().serverSideApply();
    client
        .resource(definition())
        .waitUntilCondition(
            it ->
                it != null
                    && it.getStatus() != null
                    && it.getStatus().getConditions().stream()
                        .anyMatch(
                            condition ->
                                condition.getType().equals("Established")
                                    && condition.getStatus().equals("True")),
            ApiUnderTest.DEADLINE_SECONDS,
            TimeUnit.SECONDS);
  }
}

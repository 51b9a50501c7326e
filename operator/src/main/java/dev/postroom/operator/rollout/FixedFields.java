package dev.postroom.operator.rollout;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The fields of a StatefulSet that Kubernetes never changes in place. The selector is one too, but
 * the operator has always the same.
 */
final class FixedFields {

  private FixedFields() {}

  /**
   * The StatefulSet as it is wanted, but with the claims of its own that an early operator gave it:
   * the mail is on them, and they go before a volume of the same name. Such a one is never made
   * anew.
   */
  static StatefulSet kept(Optional<StatefulSet> current, StatefulSet desired) {
    return current
        .map(StatefulSet::getSpec)
        .filter(spec -> !spec.getVolumeClaimTemplates().isEmpty())
        .map(
            spec ->
                new StatefulSetBuilder(desired)
                    .editSpec()
                    .withVolumeClaimTemplates(spec.getVolumeClaimTemplates())
                    .withServiceName(spec.getServiceName())
                    .withPodManagementPolicy(spec.getPodManagementPolicy())
                    .endSpec()
                    .build())
        .orElse(desired);
  }

  /** Which of them are wanted otherwise; what the API server adds is no difference. */
  static List<String> changed(StatefulSet current, StatefulSet desired) {
    var before = current.getSpec();
    var after = desired.getSpec();
    var changed = new ArrayList<String>();
    if (!Objects.equals(before.getServiceName(), after.getServiceName())) {
      changed.add("serviceName");
    }
    if (!policy(before).equals(policy(after))) {
      changed.add("podManagementPolicy");
    }
    return changed;
  }

  private static String policy(StatefulSetSpec spec) {
    return Optional.ofNullable(spec.getPodManagementPolicy()).orElse("OrderedReady");
  }
}

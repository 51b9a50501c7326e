package dev.postroom.kubernetes.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The defaults of what keeps pods running. */
final class WorkloadDefaults {

  private static final int REVISION_HISTORY = 10;
  private static final int PROGRESS_DEADLINE_SECONDS = 600;

  private WorkloadDefaults() {}

  static void statefulSet(ObjectNode set) {
    var spec = set.withObjectProperty("spec");
    Fill.in(spec, "podManagementPolicy", "OrderedReady");
    Fill.in(spec, "replicas", 1);
    Fill.in(spec, "revisionHistoryLimit", REVISION_HISTORY);
    Fill.in(spec, "serviceName", "");
    var strategy = Fill.object(spec, "updateStrategy");
    Fill.in(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      Fill.in(Fill.object(strategy, "rollingUpdate"), "partition", 0);
    }
    var retention = Fill.object(spec, "persistentVolumeClaimRetentionPolicy");
    Fill.in(retention, "whenDeleted", "Retain");
    Fill.in(retention, "whenScaled", "Retain");
    for (var claim : Fill.objects(spec.path("volumeClaimTemplates"))) {
      Fill.in(claim, "apiVersion", "v1");
      Fill.in(claim, "kind", "PersistentVolumeClaim");
      VolumeDefaults.claim(claim);
      Fill.in(Fill.object(claim, "status"), "phase", "Pending");
    }
    template(spec);
  }

  static void deployment(ObjectNode deployment) {
    var spec = deployment.withObjectProperty("spec");
    Fill.in(spec, "replicas", 1);
    Fill.in(spec, "revisionHistoryLimit", REVISION_HISTORY);
    Fill.in(spec, "progressDeadlineSeconds", PROGRESS_DEADLINE_SECONDS);
    var strategy = Fill.object(spec, "strategy");
    Fill.in(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      var rolling = Fill.object(strategy, "rollingUpdate");
      Fill.in(rolling, "maxUnavailable", "25%");
      Fill.in(rolling, "maxSurge", "25%");
    }
    template(spec);
  }

  private static void template(ObjectNode spec) {
    if (spec.at("/template/spec") instanceof ObjectNode pod) {
      PodDefaults.fillIn(pod);
    }
  }
}

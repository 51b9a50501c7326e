package dev.postroom.kubernetes.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The defaults of a PodSpec, in a Pod as in a template. */
final class PodDefaults {

  /** Mode of files in a volume: 0644. */
  private static final int FILE_MODE = 0644;

  private static final int TERMINATION_GRACE_SECONDS = 30;
  private static final int TOKEN_EXPIRATION_SECONDS = 3600;

  private PodDefaults() {}

  static void fillIn(ObjectNode spec) {
    Fill.in(spec, "restartPolicy", "Always");
    Fill.in(spec, "dnsPolicy", "ClusterFirst");
    Fill.in(spec, "terminationGracePeriodSeconds", TERMINATION_GRACE_SECONDS);
    Fill.in(spec, "schedulerName", "default-scheduler");
    Fill.object(spec, "securityContext");
    if (spec.hasNonNull("serviceAccountName")) {
      spec.put("serviceAccount", spec.get("serviceAccountName").asText());
    }
    for (var containers : List.of("initContainers", "containers", "ephemeralContainers")) {
      Fill.objects(spec.path(containers)).forEach(PodDefaults::container);
    }
    Fill.objects(spec.path("volumes")).forEach(PodDefaults::volume);
  }

  private static void container(ObjectNode container) {
    Fill.in(container, "terminationMessagePath", "/dev/termination-log");
    Fill.in(container, "terminationMessagePolicy", "File");
    Fill.in(container, "imagePullPolicy", pullPolicy(container.path("image").asText()));
    Fill.object(container, "resources");
    Fill.objects(container.path("ports")).forEach(port -> Fill.in(port, "protocol", "TCP"));
    for (var variable : container.path("env")) {
      fieldRef(variable.at("/valueFrom/fieldRef"));
    }
    for (var probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.get(probe) instanceof ObjectNode fields) {
        probe(fields);
      }
    }
    httpGet(container.at("/lifecycle/postStart/httpGet"));
    httpGet(container.at("/lifecycle/preStop/httpGet"));
  }

  /** Always for an image without a tag or with the tag latest, else only when it is not there. */
  private static String pullPolicy(String image) {
    if (image.contains("@")) {
      return "IfNotPresent";
    }
    var name = image.substring(image.lastIndexOf('/') + 1);
    return !name.contains(":") || name.endsWith(":latest") ? "Always" : "IfNotPresent";
  }

  private static void probe(ObjectNode probe) {
    Fill.in(probe, "timeoutSeconds", 1);
    Fill.in(probe, "periodSeconds", 10);
    Fill.in(probe, "successThreshold", 1);
    Fill.in(probe, "failureThreshold", 3);
    httpGet(probe.path("httpGet"));
    if (probe.get("grpc") instanceof ObjectNode grpc) {
      Fill.in(grpc, "service", "");
    }
  }

  private static void httpGet(JsonNode action) {
    if (action instanceof ObjectNode fields) {
      Fill.in(fields, "path", "/");
      Fill.in(fields, "scheme", "HTTP");
    }
  }

  private static void fieldRef(JsonNode reference) {
    if (reference instanceof ObjectNode fields) {
      Fill.in(fields, "apiVersion", "v1");
    }
  }

  private static void volume(ObjectNode volume) {
    if (volume.size() == 1 && volume.has("name")) {
      volume.putObject("emptyDir");
    }
    for (var kind : List.of("secret", "configMap", "downwardAPI", "projected")) {
      if (volume.get(kind) instanceof ObjectNode source) {
        Fill.in(source, "defaultMode", FILE_MODE);
      }
    }
    if (volume.get("hostPath") instanceof ObjectNode host) {
      Fill.in(host, "type", "");
    }
    downwardItems(volume.at("/downwardAPI/items"));
    for (var source : volume.at("/projected/sources")) {
      downwardItems(source.at("/downwardAPI/items"));
      if (source.get("serviceAccountToken") instanceof ObjectNode token) {
        Fill.in(token, "expirationSeconds", TOKEN_EXPIRATION_SECONDS);
      }
    }
  }

  private static void downwardItems(JsonNode items) {
    items.forEach(item -> fieldRef(item.path("fieldRef")));
  }
}

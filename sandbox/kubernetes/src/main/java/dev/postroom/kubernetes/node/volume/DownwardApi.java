package dev.postroom.kubernetes.node.volume;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a pod may learn of itself through {@code fieldRef}. */
public final class DownwardApi {

  private static final Pattern KEYED =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)']");

  private DownwardApi() {}

  /**
   * The value of a field as text; empty text where the field is not set.
   *
   * @throws MountException when there is no such field to refer to
   */
  public static String value(Pod pod, String fieldPath) {
    Matcher keyed = KEYED.matcher(fieldPath);
    if (keyed.matches()) {
      Map<String, String> map =
          keyed.group(1).equals("labels")
              ? pod.getMetadata().getLabels()
              : pod.getMetadata().getAnnotations();
      return Optional.ofNullable(map).map(m -> m.get(keyed.group(2))).orElse("");
    }
    String value =
        switch (fieldPath) {
          case "metadata.name" -> pod.getMetadata().getName();
          case "metadata.namespace" -> pod.getMetadata().getNamespace();
          case "metadata.uid" -> pod.getMetadata().getUid();
          case "metadata.labels" -> lines(pod.getMetadata().getLabels());
          case "metadata.annotations" -> lines(pod.getMetadata().getAnnotations());
          case "spec.nodeName" -> pod.getSpec().getNodeName();
          case "spec.serviceAccountName" -> pod.getSpec().getServiceAccountName();
          case "status.podIP", "status.podIPs" -> status(pod, PodStatus::getPodIP);
          case "status.hostIP", "status.hostIPs" -> status(pod, PodStatus::getHostIP);
          default -> throw new MountException("field label not supported: " + fieldPath);
        };
    return value == null ? "" : value;
  }

  private static String status(Pod pod, Function<PodStatus, String> field) {
    return pod.getStatus() == null ? null : field.apply(pod.getStatus());
  }

  private static String lines(Map<String, String> map) {
    return map == null
        ? ""
        : map.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(e -> e.getKey() + "=\"" + escape(e.getValue()) + '"')
            .collect(Collectors.joining("\n"));
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}

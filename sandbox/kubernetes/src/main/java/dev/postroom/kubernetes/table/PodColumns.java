package dev.postroom.kubernetes.table;

import static dev.postroom.kubernetes.table.Cells.elements;
import static dev.postroom.kubernetes.table.Cells.text;
import static dev.postroom.kubernetes.table.Column.age;
import static dev.postroom.kubernetes.table.Column.objectName;
import static dev.postroom.kubernetes.table.Column.text;
import static dev.postroom.kubernetes.table.Column.timed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The columns of pods; Status is the state that matters most, as {@code printPod} finds it. */
final class PodColumns {

  static final List<Column> ALL =
      List.of(
          objectName(),
          text("Ready", PodColumns::ready),
          text("Status", PodColumns::status),
          timed("Restarts", PodColumns::restarts),
          age(),
          text("IP", pod -> text(pod, "/status/podIP")).wide(),
          text("Node", pod -> text(pod, "/spec/nodeName")).wide(),
          text("Nominated Node", pod -> text(pod, "/status/nominatedNodeName")).wide(),
          text("Readiness Gates", pod -> Cells.NONE).wide());

  private PodColumns() {}

  private static String ready(ObjectNode pod) {
    return statuses(pod).filter(status -> status.path("ready").asBoolean()).count()
        + "/"
        + pod.at("/spec/containers").size();
  }

  private static String status(ObjectNode pod) {
    if (pod.at("/metadata").hasNonNull("deletionTimestamp")) {
      return "Terminating";
    }
    var phase = pod.at("/status/reason").asText(pod.at("/status/phase").asText());
    return statuses(pod)
        .map(PodColumns::trouble)
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse(phase);
  }

  /** Why a container does not run; empty while it does. */
  private static String trouble(JsonNode status) {
    var waiting = status.at("/state/waiting/reason").asText();
    if (!waiting.isEmpty()) {
      return waiting;
    }
    var terminated = status.at("/state/terminated");
    if (terminated.isMissingNode()) {
      return "";
    }
    return terminated.path("reason").asText("ExitCode:" + terminated.path("exitCode").asInt());
  }

  private static String restarts(ObjectNode pod, Instant now) {
    int count = statuses(pod).mapToInt(status -> status.path("restartCount").asInt()).sum();
    var last =
        statuses(pod)
            .map(status -> status.at("/lastState/terminated/finishedAt").asText())
            .filter(time -> !time.isEmpty())
            .max(String::compareTo);
    return count
        + (count == 0 ? "" : last.map(time -> " (" + Age.since(time, now) + " ago)").orElse(""));
  }

  private static Stream<JsonNode> statuses(ObjectNode pod) {
    return elements(pod.at("/status/containerStatuses"));
  }
}

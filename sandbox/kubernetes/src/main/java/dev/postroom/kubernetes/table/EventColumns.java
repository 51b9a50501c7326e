package dev.postroom.kubernetes.table;

import static dev.postroom.kubernetes.table.Column.text;
import static dev.postroom.kubernetes.table.Column.timed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The columns of events, of the core group and of events.k8s.io alike. */
final class EventColumns {

  static final List<Column> ALL =
      List.of(
          timed("Last Seen", (event, now) -> Age.since(lastSeen(event), now)),
          text("Type", event -> event.path("type").asText()),
          text("Reason", event -> event.path("reason").asText()),
          text("Object", EventColumns::object),
          text("Message", event -> first(event, "message", "note").strip()),
          text("Subobject", event -> about(event).path("fieldPath").asText()).wide(),
          text("Source", event -> source(event)).wide(),
          timed("First Seen", (event, now) -> Age.since(firstSeen(event), now)).wide(),
          text("Count", event -> event.path("count").asText("1")).wide(),
          text("Name", event -> event.at("/metadata/name").asText()).wide());

  private EventColumns() {}

  private static JsonNode about(ObjectNode event) {
    return event.path(event.has("involvedObject") ? "involvedObject" : "regarding");
  }

  private static String object(ObjectNode event) {
    var about = about(event);
    return about.path("kind").asText().toLowerCase(Locale.ROOT) + "/" + about.path("name").asText();
  }

  private static String source(ObjectNode event) {
    var component = event.at("/source/component").asText();
    return component.isEmpty()
        ? first(event, "reportingComponent", "reportingController")
        : component;
  }

  private static String lastSeen(ObjectNode event) {
    var series = event.at("/series/lastObservedTime").asText();
    return series.isEmpty()
        ? first(event, "lastTimestamp", "deprecatedLastTimestamp", "eventTime")
        : series;
  }

  private static String firstSeen(ObjectNode event) {
    return first(event, "firstTimestamp", "deprecatedFirstTimestamp", "eventTime");
  }

  private static String first(ObjectNode event, String... fields) {
    return Stream.of(fields)
        .map(field -> event.path(field))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .findFirst()
        .orElse("");
  }
}

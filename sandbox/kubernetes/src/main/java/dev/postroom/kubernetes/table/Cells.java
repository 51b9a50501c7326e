package dev.postroom.kubernetes.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What the cells of built-in resources have in common: lists in one line, {@code <none>} for
 * nothing.
 */
final class Cells {

  static final String NONE = "<none>";

  private Cells() {}

  /** The text at a JSON pointer, {@code <none>} where there is none. */
  static String text(JsonNode object, String pointer) {
    return orNone(object.at(pointer).asText());
  }

  static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  static String joined(JsonNode list, Function<JsonNode, String> each) {
    return orNone(elements(list).map(each).collect(Collectors.joining(",")));
  }

  /** The labels of an equality selector as {@code a=b,c=d}. */
  static String labels(JsonNode labels) {
    return orNone(
        labels.properties().stream()
            .map(label -> label.getKey() + "=" + label.getValue().asText())
            .sorted()
            .collect(Collectors.joining(",")));
  }

  /** How many keys the two maps of a ConfigMap or Secret have. */
  static JsonNode keys(ObjectNode object, String map, String otherMap) {
    return object.numberNode(object.path(map).size() + object.path(otherMap).size());
  }

  /** The short forms of volume access modes, as kubectl prints them. */
  static String accessModes(JsonNode modes) {
    var shortForms =
        Map.of(
            "ReadWriteOnce", "RWO",
            "ReadOnlyMany", "ROX",
            "ReadWriteMany", "RWX",
            "ReadWriteOncePod", "RWOP");
    return elements(modes)
        .map(mode -> shortForms.getOrDefault(mode.asText(), mode.asText()))
        .collect(Collectors.joining(","));
  }
}

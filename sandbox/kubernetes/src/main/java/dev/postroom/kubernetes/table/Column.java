package dev.postroom.kubernetes.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param name its heading; clients put it in capitals
 * @param type OpenAPI type of its cells
 * @param format OpenAPI format, {@code name} for the column that holds the object's name
 * @param description what the column says
 * @param priority 0 for columns that are always shown, more for those of {@code -o wide}
 * @param cell the cell of an object at a time; null where there is nothing to say
 */
record Column(
    String name,
    String type,
    String format,
    String description,
    int priority,
    BiFunction<ObjectNode, Instant, JsonNode> cell) {

  static Column objectName() {
    return new Column(
        "Name",
        "string",
        "name",
        "Name must be unique within a namespace.",
        0,
        (object, now) -> object.at("/metadata/name"));
  }

  /** How long ago the object was created. */
  static Column age() {
    return new Column(
        "Age",
        "string",
        "",
        "How long ago the object was created.",
        0,
        (object, now) ->
            TextNode.valueOf(Age.since(object.at("/metadata/creationTimestamp").asText(), now)));
  }

  static Column text(String name, Function<ObjectNode, String> cell) {
    return new Column(
        name, "string", "", "", 0, (object, now) -> TextNode.valueOf(cell.apply(object)));
  }

  static Column number(String name, Function<ObjectNode, JsonNode> cell) {
    return new Column(name, "integer", "", "", 0, (object, now) -> cell.apply(object));
  }

  /** A column of text that depends on the time. */
  static Column timed(String name, BiFunction<ObjectNode, Instant, String> cell) {
    return new Column(
        name, "string", "", "", 0, (object, now) -> TextNode.valueOf(cell.apply(object, now)));
  }

  /** This column, shown by {@code -o wide} only. */
  Column wide() {
    return new Column(name, type, format, description, 1, cell);
  }

  /** What the column says of an object. */
  JsonNode of(ObjectNode object, Instant now) {
    var value = cell.apply(object, now);
    return value.isMissingNode() ? NullNode.getInstance() : value;
  }

  /** The column as an entry of {@code columnDefinitions}. */
  ObjectNode definition(ObjectNode into) {
    return into.put("name", name)
        .put("type", type)
        .put("format", format)
        .put("description", description)
        .put("priority", priority);
  }
}

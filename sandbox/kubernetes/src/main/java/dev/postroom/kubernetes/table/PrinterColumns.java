package dev.postroom.kubernetes.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a custom resource: its name, then what {@code additionalPrinterColumns} says, or
 * its age where that is empty (apiextensions {@code registry/customresource/tableconvertor}).
 */
final class PrinterColumns {

  private PrinterColumns() {}

  static List<Column> of(JsonNode additionalPrinterColumns) {
    var columns = new ArrayList<Column>();
    columns.add(Column.objectName());
    additionalPrinterColumns.forEach(declared -> columns.add(column(declared)));
    if (additionalPrinterColumns.isEmpty()) {
      columns.add(Column.age());
    }
    return List.copyOf(columns);
  }

  private static Column column(JsonNode declared) {
    var path = JsonPath.parse(declared.path("jsonPath").asText());
    var type = declared.path("type").asText();
    return new Column(
        declared.path("name").asText(),
        // What is sent of a date is its age, which is text.
        type.equals("date") ? "string" : type,
        declared.path("format").asText(),
        declared.path("description").asText(),
        declared.path("priority").asInt(),
        (object, now) -> cell(path, type, object, now));
  }

  private static JsonNode cell(JsonPath path, String type, ObjectNode object, Instant now) {
    var value = path.first(object);
    if (value.isEmpty()) {
      return NullNode.getInstance();
    }
    var found = value.get();
    return switch (type) {
      case "date" -> TextNode.valueOf(Age.since(found.asText(), now));
      case "integer" -> found.isIntegralNumber() ? found : NullNode.getInstance();
      case "number" -> found.isNumber() ? found : NullNode.getInstance();
      case "boolean" -> found.isBoolean() ? found : NullNode.getInstance();
      default ->
          found.isContainerNode()
              ? TextNode.valueOf(found.toString())
              : TextNode.valueOf(found.asText());
    };
  }
}

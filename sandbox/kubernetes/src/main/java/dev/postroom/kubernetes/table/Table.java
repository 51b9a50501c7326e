package dev.postroom.kubernetes.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.GroupResource;
import java.time.Instant;
import java.util.List;

/** The table of a resource: its columns, and the {@code meta.k8s.io/v1 Table} of some objects. */
public final class Table {

  /** How much of an object goes with its row. */
  public enum IncludeObject {
    NONE,
    METADATA,
    OBJECT;

    /** Reads the query parameter; kubectl leaves it out and expects metadata. */
    public static IncludeObject of(String parameter) {
      return switch (parameter) {
        case "None" -> NONE;
        case "Object" -> OBJECT;
        default -> METADATA;
      };
    }
  }

  private final List<Column> columns;

  private Table(List<Column> columns) {
    this.columns = columns;
  }

  /** The table of a built-in resource. */
  public static Table ofBuiltin(GroupResource resource) {
    return new Table(BuiltinColumns.of(resource.toString()));
  }

  /**
   * The table of a custom resource.
   *
   * @param additionalPrinterColumns as in its definition; missing or empty for none
   * @throws IllegalArgumentException if a column's path is no simple JSON path
   */
  public static Table ofCustom(JsonNode additionalPrinterColumns) {
    return new Table(PrinterColumns.of(additionalPrinterColumns));
  }

  /**
   * The document.
   *
   * @param metadata of the list, or of nothing for a single object
   * @param now the time that ages count from
   */
  public ObjectNode document(
      ObjectNode metadata, List<ObjectNode> objects, IncludeObject include, Instant now) {
    var table = JsonNodeFactory.instance.objectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1").set("metadata", metadata);
    var definitions = table.putArray("columnDefinitions");
    columns.forEach(column -> column.definition(definitions.addObject()));
    var rows = table.putArray("rows");
    for (var object : objects) {
      var row = rows.addObject();
      var cells = row.putArray("cells");
      columns.forEach(column -> cells.add(column.of(object, now)));
      switch (include) {
        case NONE -> {
          // The cells are all the client wants.
        }
        case METADATA -> row.set("object", partial(object));
        case OBJECT -> row.set("object", object);
      }
    }
    return table;
  }

  private static ObjectNode partial(ObjectNode object) {
    var partial = object.objectNode();
    partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
    partial.set("metadata", object.path("metadata"));
    return partial;
  }
}

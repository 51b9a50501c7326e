package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.postroom.kubernetes.failure.ApiFailure;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One step from a value to a part of it. */
public sealed interface PathElement {

  /** The step as fieldsV1 writes it. */
  String encoded();

  /** A field of an object. */
  record Field(String name) implements PathElement {
    @Override
    public String encoded() {
      return "f:" + name;
    }

    @Override
    public String toString() {
      return "." + name;
    }
  }

  /** An element of a list of objects, by its key fields. */
  record Key(SortedMap<String, JsonNode> fields) implements PathElement {
    @Override
    public String encoded() {
      var object = JsonNodeFactory.instance.objectNode();
      object.setAll(fields);
      return "k:" + object;
    }

    @Override
    public String toString() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + "=" + field.getValue())
          .collect(Collectors.joining(",", "[", "]"));
    }
  }

  /** An element of a set, by its value. */
  record Value(JsonNode value) implements PathElement {
    @Override
    public String encoded() {
      return "v:" + value;
    }

    @Override
    public String toString() {
      return "[=" + value + "]";
    }
  }

  /** An element of a list by its place; others may have written it, nothing here makes one. */
  record Index(int index) implements PathElement {
    @Override
    public String encoded() {
      return "i:" + index;
    }

    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /**
   * Reads a step as fieldsV1 writes it.
   *
   * @throws ApiFailure with reason BadRequest where it is none
   */
  static PathElement decode(String encoded) {
    try {
      var rest = encoded.substring(Math.min(2, encoded.length()));
      return switch (encoded.substring(0, Math.min(2, encoded.length()))) {
        case "f:" -> new Field(rest);
        case "v:" -> new Value(json(rest));
        case "i:" -> new Index(Integer.parseInt(rest));
        case "k:" -> {
          SortedMap<String, JsonNode> fields = new TreeMap<>();
          json(rest).properties().forEach(f -> fields.put(f.getKey(), f.getValue()));
          yield new Key(fields);
        }
        default -> throw malformed(encoded);
      };
    } catch (JsonProcessingException | NumberFormatException notAStep) {
      throw malformed(encoded);
    }
  }

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  private static ApiFailure malformed(String encoded) {
    return ApiFailure.badRequest(
        "metadata.managedFields: \"" + encoded + "\" is no path element of fieldsV1");
  }
}

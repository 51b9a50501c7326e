package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a schema demands of a single value beyond its type, worded as kube-openapi words it. */
final class ValueConstraints {

  private final JsonNode value;
  private final JsonNode schema;
  private final FieldPath path;
  private final List<Cause> causes = new ArrayList<>();

  private ValueConstraints(JsonNode value, Schema schema, FieldPath path) {
    this.value = value;
    this.schema = schema.json();
    this.path = path;
  }

  static List<Cause> check(JsonNode value, Schema schema, FieldPath path) {
    var constraints = new ValueConstraints(value, schema, path);
    constraints.enumeration();
    switch (value.getNodeType()) {
      case NUMBER -> constraints.number(schema);
      case STRING -> constraints.string(schema);
      case ARRAY -> constraints.array();
      case OBJECT -> constraints.object();
      default -> {
        // Nothing more can be demanded of a boolean or a null.
      }
    }
    return constraints.causes;
  }

  private void enumeration() {
    var values = StreamSupport.stream(schema.path("enum").spliterator(), false).toList();
    if (!values.isEmpty() && !values.contains(value)) {
      causes.add(Cause.notSupported(path, value, values));
    }
  }

  private void number(Schema type) {
    var number = value.decimalValue();
    bound("maximum", "exclusiveMaximum", "less than", number, -1);
    bound("minimum", "exclusiveMinimum", "greater than", number, 1);
    if (schema.has("multipleOf")
        && number.remainder(schema.get("multipleOf").decimalValue()).signum() != 0) {
      invalid("should be a multiple of " + number("multipleOf"));
    }
    boolean fits =
        switch (type.format()) {
          case "int32" -> value.canConvertToInt();
          case "int64" -> value.canConvertToLong();
          default -> true;
        };
    if (!fits) {
      invalid("must be of type " + type.format() + ": " + value);
    }
  }

  /**
   * @param allowed the sign of {@code number - bound} that is allowed beside equality
   */
  private void bound(
      String keyword, String exclusiveKeyword, String comparison, BigDecimal number, int allowed) {
    if (!schema.has(keyword)) {
      return;
    }
    int sign = number.compareTo(schema.get(keyword).decimalValue());
    boolean exclusive = schema.path(exclusiveKeyword).asBoolean();
    if (sign != allowed && (sign != 0 || exclusive)) {
      invalid("should be " + comparison + (exclusive ? " " : " or equal to ") + number(keyword));
    }
  }

  private void string(Schema type) {
    var text = value.textValue();
    int length = text.codePointCount(0, text.length());
    if (schema.has("maxLength") && length > schema.get("maxLength").longValue()) {
      causes.add(Cause.tooLong(path, schema.get("maxLength").longValue()));
    }
    if (length < schema.path("minLength").asLong()) {
      invalid("should be at least " + number("minLength") + " chars long");
    }
    if (schema.has("pattern") && !Patterns.find(schema.get("pattern").textValue(), text)) {
      invalid("should match '" + schema.get("pattern").textValue() + "'");
    }
    if (!Formats.accepts(type.format(), text)) {
      invalid("must be of type " + type.format() + ": " + value);
    }
  }

  private void array() {
    if (schema.has("maxItems") && value.size() > schema.get("maxItems").longValue()) {
      causes.add(Cause.tooMany(path, value.size(), schema.get("maxItems").longValue()));
    }
    if (value.size() < schema.path("minItems").asLong()) {
      invalid("should have at least " + number("minItems") + " items");
    }
    if (schema.path("uniqueItems").asBoolean() && new HashSet<>(elements()).size() < value.size()) {
      invalid("shouldn't contain duplicates");
    }
  }

  private void object() {
    if (schema.has("maxProperties") && value.size() > schema.get("maxProperties").longValue()) {
      causes.add(Cause.tooMany(path, value.size(), schema.get("maxProperties").longValue()));
    }
    if (value.size() < schema.path("minProperties").asLong()) {
      invalid("should have at least " + number("minProperties") + " properties");
    }
  }

  /** A bound as people write it: generators write 1.0 where they mean 1. */
  private String number(String keyword) {
    return schema.get(keyword).decimalValue().stripTrailingZeros().toPlainString();
  }

  private List<JsonNode> elements() {
    return StreamSupport.stream(value.spliterator(), false).toList();
  }

  private void invalid(String demand) {
    causes.add(Cause.invalid(path, value, path.text() + " in body " + demand));
  }
}

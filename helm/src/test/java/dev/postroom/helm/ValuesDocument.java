package dev.postroom.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * A schema of values, written out for people.
 *
 * @param schema JSON Schema; a property with a default is a value, one with properties and no
 *     default is a group of values, and one with neither is for Helm alone
 */
record ValuesDocument(JsonNode schema) {

  private static final int WIDTH = 120;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
          .build();

  /** The defaults as YAML, each with its description as a comment above it. */
  String yaml() {
    var yaml = new StringBuilder();
    appendYaml(schema, "", yaml);
    return yaml.toString();
  }

  private static void appendYaml(JsonNode group, String indent, StringBuilder yaml) {
    for (var property : group.path("properties").properties()) {
      var value = property.getValue();
      if (!isValue(value) && !isGroup(value)) {
        continue;
      }
      if (indent.isEmpty()) {
        yaml.append('\n');
      }
      appendComment(description(property.getKey(), value), indent, yaml);
      yaml.append(indent).append(property.getKey()).append(':');
      if (isGroup(value)) {
        yaml.append('\n');
        appendYaml(value, indent + "  ", yaml);
      } else if (value.get("default").isEmpty()) {
        yaml.append(' ').append(inline(value.get("default"))).append('\n');
      } else {
        yaml.append('\n').append(block(value.get("default")).indent(indent.length() + 2));
      }
    }
  }

  private static void appendComment(String text, String indent, StringBuilder yaml) {
    var line = new StringBuilder(indent).append('#');
    for (var word : text.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        yaml.append(line).append('\n');
        line = new StringBuilder(indent).append('#');
      }
      line.append(' ').append(word);
    }
    yaml.append(line).append('\n');
  }

  /** The rows of a table in Markdown: value, default, meaning. */
  String rows() {
    var rows = new StringBuilder();
    appendRows(schema, "", rows);
    return rows.toString();
  }

  private static void appendRows(JsonNode group, String prefix, StringBuilder rows) {
    for (var property : group.path("properties").properties()) {
      var value = property.getValue();
      var name = prefix + property.getKey();
      if (isGroup(value)) {
        rows.append("| `%s` | | %s |\n".formatted(name, description(name, value)));
        appendRows(value, name + ".", rows);
      } else if (isValue(value)) {
        rows.append(
            "| `%s` | `%s` | %s |\n"
                .formatted(name, inline(value.get("default")), description(name, value)));
      }
    }
  }

  private static boolean isValue(JsonNode property) {
    return property.has("default");
  }

  private static boolean isGroup(JsonNode property) {
    return !isValue(property) && property.has("properties");
  }

  private static String description(String name, JsonNode property) {
    assertThat(property.path("description").asText()).as("description of " + name).isNotEmpty();
    return property.get("description").asText();
  }

  /** In one line: JSON for what has parts, which YAML reads as well. */
  private static String inline(JsonNode value) {
    return value.isContainerNode() || value.isEmpty() && value.asText().isEmpty()
        ? value.toString()
        : block(value).strip();
  }

  private static String block(JsonNode value) {
    try {
      return YAML.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree can always be written", impossible);
    }
  }
}

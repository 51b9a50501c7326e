package dev.postroom.kubernetes.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The simple JSON paths of printer columns and scale subresources: {@code .spec.replicas}, {@code
 * .items[0]}, {@code .items[*].name}, {@code .metadata.labels['a.b/c']} or {@code
 * .metadata.labels.a\.b/c}, and {@code .status.conditions[?(@.type=="Ready")].status}.
 */
public final class JsonPath {

  private static final Pattern STEP =
      Pattern.compile(
          "\\.(?<field>(?:[^.\\[\\\\]|\\\\.)+)"
              + "|\\[(?<index>-?\\d+)]"
              + "|\\[(?<all>\\*)]"
              + "|\\[(?:'(?<single>[^']*)'|\"(?<quoted>[^\"]*)\")]"
              + "|\\[\\?\\(@\\.(?<key>[\\w.]+)\\s*==\\s*(?:'(?<value>[^']*)'|\"(?<text>[^\"]*)\""
              + "|(?<bare>[^'\")]+))\\)]");

  private final List<Function<JsonNode, Stream<JsonNode>>> steps;

  private JsonPath(List<Function<JsonNode, Stream<JsonNode>>> steps) {
    this.steps = List.copyOf(steps);
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it uses more than the simple forms
   */
  public static JsonPath parse(String path) {
    var steps = new ArrayList<Function<JsonNode, Stream<JsonNode>>>();
    var matcher = STEP.matcher(path);
    int at = 0;
    while (at < path.length()) {
      if (!matcher.find(at) || matcher.start() != at) {
        throw new IllegalArgumentException(
            "not a simple JSON path from character " + (at + 1) + ": " + path);
      }
      steps.add(step(matcher));
      at = matcher.end();
    }
    return new JsonPath(steps);
  }

  /** The first value the path leads to. */
  public Optional<JsonNode> first(JsonNode object) {
    var values = Stream.of(object);
    for (var step : steps) {
      values = values.flatMap(step);
    }
    return values.filter(value -> !value.isMissingNode() && !value.isNull()).findFirst();
  }

  private static Function<JsonNode, Stream<JsonNode>> step(Matcher matcher) {
    if (matcher.group("index") != null) {
      int index = Integer.parseInt(matcher.group("index"));
      return node -> Stream.of(node.path(index < 0 ? node.size() + index : index));
    } else if (matcher.group("all") != null) {
      return JsonPath::elements;
    } else if (matcher.group("key") != null) {
      var keys = matcher.group("key").split("\\.");
      var wanted = firstGroup(matcher, "value", "text", "bare").strip();
      return node -> elements(node).filter(each -> field(each, keys).asText().equals(wanted));
    }
    var name = firstGroup(matcher, "field", "single", "quoted").replaceAll("\\\\(.)", "$1");
    return node -> Stream.of(node.path(name));
  }

  private static JsonNode field(JsonNode node, String[] keys) {
    var at = node;
    for (var key : keys) {
      at = at.path(key);
    }
    return at;
  }

  private static Stream<JsonNode> elements(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false);
  }

  private static String firstGroup(Matcher matcher, String... names) {
    for (var name : names) {
      if (matcher.group(name) != null) {
        return matcher.group(name);
      }
    }
    throw new IllegalStateException("none of its forms matched: " + matcher.group());
  }
}

package dev.postroom.kubernetes.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The {@code fieldPath} of a rule: {@code .limit}, {@code .tenants['acme']}. */
final class RuleFieldPath {

  private static final Pattern STEP = Pattern.compile("\\.([^.\\[\\]]+)|\\['([^']+)'\\]");
  private static final Pattern PATH = Pattern.compile("(" + STEP + ")+");

  private RuleFieldPath() {}

  /** True if the path leads to a field of the schema. */
  static boolean leadsSomewhere(Schema schema, String fieldPath) {
    if (!PATH.matcher(fieldPath).matches()) {
      return false;
    }
    Optional<Schema> at = Optional.of(schema);
    for (var step : steps(fieldPath)) {
      at = at.flatMap(node -> node.property(step).or(node::additionalProperties));
    }
    return at.isPresent();
  }

  static FieldPath append(FieldPath path, String fieldPath) {
    var end = path;
    for (var step : steps(fieldPath)) {
      end = end.child(step);
    }
    return end;
  }

  private static List<String> steps(String fieldPath) {
    var matcher = STEP.matcher(fieldPath);
    var steps = new ArrayList<String>();
    while (matcher.find()) {
      steps.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return steps;
  }
}

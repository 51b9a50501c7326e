package dev.postroom.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where two objects differ, as paths. Elements of lists that have names are told by them, as in
 * {@code spec.containers[imap-server].image}; other lists differ as a whole.
 */
public final class FieldDifferences {

  private FieldDifferences() {}

  /** The shallowest paths that tell the difference, in order. */
  public static List<String> paths(JsonNode before, JsonNode after) {
    var paths = new ArrayList<String>();
    collect("", before, after, paths);
    return paths;
  }

  private static void collect(String path, JsonNode before, JsonNode after, List<String> paths) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      var names = new TreeSet<String>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      for (var name : names) {
        collect(child(path, name), before.path(name), after.path(name), paths);
      }
    } else if (isNamed(before) && isNamed(after)) {
      var left = byName(before);
      var right = byName(after);
      var names = new TreeSet<>(left.keySet());
      names.addAll(right.keySet());
      for (var name : names) {
        collect(
            path + "[" + name + "]",
            left.getOrDefault(name, MissingNode.getInstance()),
            right.getOrDefault(name, MissingNode.getInstance()),
            paths);
      }
    } else {
      paths.add(path);
    }
  }

  private static String child(String path, String name) {
    if (path.isEmpty()) {
      return name;
    }
    // Keys of labels and of files have dots and slashes in them.
    return name.indexOf('.') < 0 && name.indexOf('/') < 0
        ? path + "." + name
        : path + "[" + name + "]";
  }

  private static boolean isNamed(JsonNode list) {
    if (!list.isArray()) {
      return false;
    }
    for (var element : list) {
      if (!element.path("name").isTextual()) {
        return false;
      }
    }
    return byName(list).size() == list.size();
  }

  private static Map<String, JsonNode> byName(JsonNode list) {
    var elements = new LinkedHashMap<String, JsonNode>();
    list.forEach(element -> elements.put(element.path("name").asText(), element));
    return elements;
  }
}

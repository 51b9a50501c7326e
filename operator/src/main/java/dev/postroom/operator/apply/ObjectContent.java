package dev.postroom.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.contract.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What an object says, without what the API server counts and what controllers report of it.
 *
 * @param hash of all of it
 */
record ObjectContent(String hash) {

  private static final List<String> COUNTED =
      List.of("resourceVersion", "generation", "managedFields");

  static ObjectContent of(ObjectNode object) {
    return new ObjectContent(ContentHash.of(said(object).toString()));
  }

  /** The paths of the fields that differ, such as {@code spec.ports[0].port}. */
  static List<String> differences(ObjectNode before, ObjectNode after) {
    var paths = new ArrayList<String>();
    compare("", said(before), said(after), paths);
    return paths;
  }

  private static ObjectNode said(ObjectNode object) {
    var said = object.deepCopy();
    said.remove("status");
    if (said.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(COUNTED);
    }
    return said;
  }

  private static void compare(String path, JsonNode before, JsonNode after, List<String> paths) {
    if (before.equals(after)) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      var names = new TreeSet<String>();
      before.fieldNames().forEachRemaining(names::add);
      after.fieldNames().forEachRemaining(names::add);
      names.forEach(name -> compare(child(path, name), before.path(name), after.path(name), paths));
    } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
      for (int i = 0; i < before.size(); i++) {
        compare("%s[%d]".formatted(path, i), before.get(i), after.get(i), paths);
      }
    } else {
      paths.add(path);
    }
  }

  /** Keys of labels and of files have dots and slashes in them. */
  private static String child(String path, String name) {
    if (name.contains(".") || name.contains("/")) {
      return "%s[%s]".formatted(path, name);
    }
    return path.isEmpty() ? name : path + "." + name;
  }
}

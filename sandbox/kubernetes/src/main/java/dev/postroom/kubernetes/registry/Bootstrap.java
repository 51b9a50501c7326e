package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.resource.ResourceTypes;
import java.util.List;

/** Creates what every cluster has from the beginning. */
final class Bootstrap {

  private static final List<String> NAMESPACES =
      List.of("default", "kube-system", "kube-public", "kube-node-lease");

  /** How the server writes what it creates by itself. */
  static final WriteOptions OPTIONS =
      new WriteOptions("kube-apiserver", FieldValidation.STRICT, false, false);

  private Bootstrap() {}

  static void createFirstObjects(ResourceTypes types, Resources resources) {
    for (var namespace : NAMESPACES) {
      resources.create(type(types, "namespaces"), "", named(namespace), OPTIONS);
    }
  }

  private static ResourceType type(ResourceTypes types, String plural) {
    return types.find("", "v1", plural).orElseThrow();
  }

  private static ObjectNode named(String name) {
    var object = JsonNodeFactory.instance.objectNode();
    object.putObject("metadata").put("name", name);
    return object;
  }
}

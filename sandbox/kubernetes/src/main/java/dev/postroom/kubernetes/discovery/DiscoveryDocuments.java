package dev.postroom.kubernetes.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.resource.ResourceTypes;
import java.util.List;
import java.util.Optional;

/**
 * The discovery documents at this moment. Aggregated discovery is not served: clients that ask for
 * it take these when the answer's content type is plain JSON.
 */
public final class DiscoveryDocuments {

  private static final List<String> SUBRESOURCE_VERBS = List.of("get", "patch", "update");

  private final ResourceTypes types;

  public DiscoveryDocuments(ResourceTypes types) {
    this.types = types;
  }

  /** {@code /api}: the versions of the core group. */
  public ObjectNode coreVersions() {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIVersions");
    types.versions("").forEach(document.putArray("versions")::add);
    document
        .putArray("serverAddressByClientCIDRs")
        .addObject()
        .put("clientCIDR", "0.0.0.0/0")
        .put("serverAddress", "127.0.0.1");
    return document;
  }

  /** {@code /apis}: all groups but the core one. */
  public ObjectNode groups() {
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIGroupList").put("apiVersion", "v1");
    var groups = document.putArray("groups");
    types.groups().stream()
        .filter(group -> !group.isEmpty())
        .forEach(group -> describe(group, groups.addObject()));
    return document;
  }

  /** {@code /apis/GROUP}; empty where there is no such group. */
  public Optional<ObjectNode> group(String group) {
    if (group.isEmpty() || types.versions(group).isEmpty()) {
      return Optional.empty();
    }
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIGroup").put("apiVersion", "v1");
    describe(group, document);
    return Optional.of(document);
  }

  /**
   * {@code /api/v1} and {@code /apis/GROUP/VERSION}; empty where there is no such version.
   *
   * @param group empty for the core group
   */
  public Optional<ObjectNode> resources(String group, String version) {
    var resources = types.inGroupVersion(group, version);
    if (resources.isEmpty()) {
      return Optional.empty();
    }
    var document = JsonNodeFactory.instance.objectNode();
    document.put("kind", "APIResourceList").put("apiVersion", "v1");
    document.put("groupVersion", resources.getFirst().apiVersion());
    var list = document.putArray("resources");
    for (var type : resources) {
      describe(type, list);
    }
    return Optional.of(document);
  }

  private void describe(String group, ObjectNode into) {
    into.put("name", group);
    var versions = into.putArray("versions");
    for (var version : types.versions(group)) {
      versions.addObject().put("groupVersion", group + "/" + version).put("version", version);
    }
    into.set("preferredVersion", versions.get(0));
  }

  private static void describe(ResourceType type, ArrayNode list) {
    var resource = entry(list, type.plural(), type, type.verbs());
    resource.put("kind", type.kind());
    if (!type.shortNames().isEmpty()) {
      type.shortNames().forEach(resource.putArray("shortNames")::add);
    }
    if (!type.categories().isEmpty()) {
      type.categories().forEach(resource.putArray("categories")::add);
    }
    if (type.status()) {
      entry(list, type.plural() + "/status", type, SUBRESOURCE_VERBS).put("kind", type.kind());
    }
    if (type.scale().isPresent()) {
      entry(list, type.plural() + "/scale", type, SUBRESOURCE_VERBS)
          .put("group", "autoscaling")
          .put("version", "v1")
          .put("kind", "Scale");
    }
    if (type.groupResource().toString().equals("pods")) {
      entry(list, "pods/log", type, List.of("get")).put("kind", "Pod");
    }
  }

  private static ObjectNode entry(
      ArrayNode list, String name, ResourceType type, List<String> verbs) {
    var entry = list.addObject();
    entry.put("name", name);
    entry.put("singularName", name.contains("/") ? "" : type.singular());
    entry.put("namespaced", type.namespaced());
    verbs.forEach(entry.putArray("verbs")::add);
    return entry;
  }
}

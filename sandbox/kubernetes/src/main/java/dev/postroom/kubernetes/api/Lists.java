package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.store.Metadata;
import dev.postroom.kubernetes.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Lists objects, whole or in pages. A later page shows objects as they are by then, but carries the
 * resource version of the first: who watches from there misses nothing.
 */
final class Lists {

  /** A page and the metadata that goes with it. */
  record Page(ObjectNode metadata, List<ObjectNode> items) {}

  /** Where the next page begins. */
  private record Continuation(long resourceVersion, String namespace, String name) {

    static Continuation parse(String token) {
      try {
        var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        var parts = text.split("/", -1);
        return new Continuation(Long.parseLong(parts[0]), parts[1], parts[2]);
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
        throw ApiFailure.badRequest("continue key is not valid: " + token);
      }
    }

    String token() {
      var text = resourceVersion + "/" + namespace + "/" + name;
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isBefore(ObjectNode object) {
      var metadata = Metadata.of(object);
      int order = namespace.compareTo(metadata.namespace());
      return order < 0 || (order == 0 && name.compareTo(metadata.name()) < 0);
    }
  }

  private final ObjectStore store;

  Lists(ObjectStore store) {
    this.store = store;
  }

  /** The selected objects, at most as many as the parameter limit says. */
  Page list(ResourceType type, Selection selection, Query query) {
    var snapshot = store.list(type.groupResource(), selection.namespace());
    var selected = snapshot.objects().stream().filter(selection::matches).toList();
    long resourceVersion = snapshot.resourceVersion();
    if (!query.text("continue").isEmpty()) {
      var continuation = Continuation.parse(query.text("continue"));
      selected = selected.stream().filter(continuation::isBefore).toList();
      resourceVersion = continuation.resourceVersion();
    }
    var metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("resourceVersion", Long.toString(resourceVersion));
    long limit = query.number("limit").orElse(0);
    if (limit > 0 && selected.size() > limit) {
      metadata.put("remainingItemCount", selected.size() - limit);
      selected = selected.subList(0, Math.toIntExact(limit));
      var last = Metadata.of(selected.getLast());
      metadata.put(
          "continue", new Continuation(resourceVersion, last.namespace(), last.name()).token());
    }
    return new Page(metadata, selected);
  }
}

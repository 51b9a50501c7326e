package dev.postroom.kubernetes.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The {@code metadata} of an object (ObjectMeta), read and written in place. Absent texts read as
 * empty.
 */
public record Metadata(ObjectNode node) {

  /** An owner reference, as far as garbage collection looks at it. */
  public record Owner(String uid, boolean controller, boolean blocksDeletion) {}

  /** The metadata of an object; an empty one is put where there is none. */
  public static Metadata of(ObjectNode object) {
    return new Metadata(object.withObjectProperty("metadata"));
  }

  public String name() {
    return text("name");
  }

  public String namespace() {
    return text("namespace");
  }

  public String uid() {
    return text("uid");
  }

  public String resourceVersion() {
    return text("resourceVersion");
  }

  /** The generation, 0 where the object has none. */
  public long generation() {
    return node.path("generation").asLong();
  }

  public boolean deleting() {
    return node.hasNonNull("deletionTimestamp");
  }

  public List<String> finalizers() {
    return stream("finalizers").map(JsonNode::asText).toList();
  }

  public List<Owner> owners() {
    return stream("ownerReferences")
        .map(
            owner ->
                new Owner(
                    owner.path("uid").asText(),
                    owner.path("controller").asBoolean(),
                    owner.path("blockOwnerDeletion").asBoolean()))
        .toList();
  }

  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    node.path("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    return labels;
  }

  public Metadata put(String field, String value) {
    node.put(field, value);
    return this;
  }

  /** Replaces the finalizers; none at all removes the field. */
  public void finalizers(List<String> finalizers) {
    if (finalizers.isEmpty()) {
      node.remove("finalizers");
    } else {
      var array = node.putArray("finalizers");
      finalizers.forEach(array::add);
    }
  }

  private String text(String field) {
    return node.path(field).asText("");
  }

  private java.util.stream.Stream<JsonNode> stream(String field) {
    return StreamSupport.stream(node.path(field).spliterator(), false);
  }
}

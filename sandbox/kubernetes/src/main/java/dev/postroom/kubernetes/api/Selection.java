package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.store.FieldSelector;
import dev.postroom.kubernetes.store.LabelSelector;
import dev.postroom.kubernetes.store.Metadata;

/**
 * Which objects of a resource a list or watch is about.
 *
 * @param namespace their namespace, empty for all
 * @param labels the label selector
 * @param fields the field selector
 */
record Selection(String namespace, LabelSelector labels, FieldSelector fields) {

  static Selection of(ResourceType type, ResourcePath path, Query query) {
    var name = path.name().isEmpty() ? "" : ",metadata.name=" + path.name();
    var fields = query.text("fieldSelector") + name;
    return new Selection(
        path.namespace(),
        LabelSelector.parse(query.text("labelSelector")),
        FieldSelector.parse(
            fields.startsWith(",") ? fields.substring(1) : fields, type.groupResource()));
  }

  boolean matches(ObjectNode object) {
    var metadata = Metadata.of(object);
    return (namespace.isEmpty() || metadata.namespace().equals(namespace))
        && labels.matches(metadata.labels())
        && fields.matches(object);
  }
}

package dev.postroom.operator.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.contract.ContentHash;
import java.util.List;

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

  /** The paths of the fields that differ, such as {@code spec.ports[imap].port}. */
  static List<String> differences(ObjectNode before, ObjectNode after) {
    return FieldDifferences.paths(said(before), said(after));
  }

  private static ObjectNode said(ObjectNode object) {
    var said = object.deepCopy();
    said.remove("status");
    if (said.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove(COUNTED);
    }
    return said;
  }
}

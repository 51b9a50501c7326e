package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What is known of the objects of one resource in one version. */
public sealed interface ResourceSchema permits StructuralSchema, BuiltinSchema {

  /**
   * Removes fields the type does not have, in place.
   *
   * @return the paths of what was removed, as {@code fieldValidation=Strict} reports them; removed
   *     nulls are not among them
   */
  List<String> prune(ObjectNode object);

  /** How objects merge, from their root. */
  TypeShape shape();

  /** The schema itself, for OpenAPI documents and discovery. */
  Schema schema();
}

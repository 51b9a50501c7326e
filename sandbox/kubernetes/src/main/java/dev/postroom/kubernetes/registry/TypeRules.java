package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.schema.Cause;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.List;
import java.util.Optional;

/** What a type adds to the rules that hold for every object. */
public interface TypeRules {

  /**
   * Drops what the type does not know.
   *
   * @param object changed in place
   * @return the paths of the fields that were dropped, such as {@code spec.colour}
   * @throws ApiFailure with reason BadRequest where a value is of the wrong JSON type
   */
  List<String> prune(ObjectNode object);

  /**
   * Fills in what the object leaves out.
   *
   * @param object changed in place
   * @param old the object before, empty on creation
   */
  void complete(ObjectNode object, Optional<ObjectNode> old);

  /**
   * What is wrong with the object.
   *
   * @param old the object before, empty on creation
   */
  List<Cause> validate(ObjectNode object, Optional<ObjectNode> old);

  /** Whether an update may leave out which version of the object it is based on. */
  boolean takesUnconditionalUpdates();

  /** How values of the type merge. */
  TypeShape shape();
}

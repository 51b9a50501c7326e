package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure.Cause;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.List;
import java.util.Optional;

/** The rules of a type of which nothing is known: everything is taken as it comes. */
final class OpenRules implements TypeRules {

  @Override
  public List<String> prune(ObjectNode object) {
    return List.of();
  }

  @Override
  public void complete(ObjectNode object, Optional<ObjectNode> old) {}

  @Override
  public List<Cause> validate(ObjectNode object, Optional<ObjectNode> old) {
    return List.of();
  }

  @Override
  public TypeShape shape() {
    return TypeShape.UNKNOWN;
  }
}

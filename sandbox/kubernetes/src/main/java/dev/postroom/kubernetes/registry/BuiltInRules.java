package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.defaults.InitialStatus;
import dev.postroom.kubernetes.failure.ApiFailure.Cause;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The rules of a built-in type.
 *
 * @param type the type
 * @param now the time, as metadata has it
 */
record BuiltInRules(ResourceType type, Supplier<String> now) implements TypeRules {

  @Override
  public List<String> prune(ObjectNode object) {
    return List.of();
  }

  @Override
  public void complete(ObjectNode object, Optional<ObjectNode> old) {
    if (old.isEmpty()) {
      InitialStatus.set(type, object, now.get());
    }
  }

  @Override
  public List<Cause> validate(ObjectNode object, Optional<ObjectNode> old) {
    return List.of();
  }

  @Override
  public TypeShape shape() {
    return TypeShape.UNKNOWN;
  }
}

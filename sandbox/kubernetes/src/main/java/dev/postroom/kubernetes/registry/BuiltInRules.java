package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.defaults.Defaults;
import dev.postroom.kubernetes.defaults.InitialStatus;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.schema.BuiltinSchema;
import dev.postroom.kubernetes.schema.Cause;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The rules of a built-in type.
 *
 * @param type the type
 * @param schema its fields
 * @param defaults what the server fills in
 * @param claims what may change of a claim
 * @param now the time, as metadata has it
 */
record BuiltInRules(
    ResourceType type,
    BuiltinSchema schema,
    Defaults defaults,
    ClaimChanges claims,
    Supplier<String> now)
    implements TypeRules {

  /** The kinds whose update must say what it is based on ({@code AllowUnconditionalUpdate}). */
  private static final Set<String> CONDITIONAL =
      Set.of("CustomResourceDefinition", "Lease", "PodDisruptionBudget");

  @Override
  public List<String> prune(ObjectNode object) {
    var undecodable = schema.undecodable(object);
    if (!undecodable.isEmpty()) {
      throw ApiFailure.badRequest(
          "%s in version \"%s\" cannot be handled as a %s: %s"
              .formatted(type.kind(), type.version(), type.kind(), Cause.join(undecodable)));
    }
    return schema.prune(object);
  }

  @Override
  public void complete(ObjectNode object, Optional<ObjectNode> old) {
    defaults.fillIn(type, object, old);
    if (old.isEmpty()) {
      InitialStatus.set(type, object, now.get());
    }
  }

  @Override
  public List<Cause> validate(ObjectNode object, Optional<ObjectNode> old) {
    return type.kind().equals("PersistentVolumeClaim")
        ? old.map(before -> claims.validate(object, before)).orElse(List.of())
        : BuiltInValidation.validate(type, object, old);
  }

  @Override
  public boolean takesUnconditionalUpdates() {
    return !CONDITIONAL.contains(type.kind());
  }

  @Override
  public TypeShape shape() {
    return schema.shape();
  }
}

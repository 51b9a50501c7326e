package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.schema.Cause;
import dev.postroom.kubernetes.schema.StructuralSchema;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a custom resource: those of its definition's schema.
 *
 * @param schema the schema of one version
 * @param statusApart whether there is a status subresource, so that nobody creates a status
 */
record CustomRules(StructuralSchema schema, boolean statusApart) implements TypeRules {

  @Override
  public List<String> prune(ObjectNode object) {
    return schema.prune(object);
  }

  @Override
  public void complete(ObjectNode object, Optional<ObjectNode> old) {
    if (old.isEmpty() && statusApart) {
      object.remove("status");
    }
    schema.applyDefaults(object);
  }

  @Override
  public List<Cause> validate(ObjectNode object, Optional<ObjectNode> old) {
    return schema.validate(object, old);
  }

  @Override
  public boolean takesUnconditionalUpdates() {
    return false;
  }

  @Override
  public TypeShape shape() {
    return schema.shape();
  }
}

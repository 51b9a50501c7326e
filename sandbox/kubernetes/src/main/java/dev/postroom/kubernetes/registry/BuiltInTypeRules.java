package dev.postroom.kubernetes.registry;

import dev.postroom.kubernetes.defaults.Defaults;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.schema.BuiltinSchema;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The rules of the built-in types, made once for each. */
final class BuiltInTypeRules {

  private final Defaults defaults;
  private final ClaimChanges claims;
  private final Supplier<String> now;
  private final Map<ResourceType, TypeRules> rules = new ConcurrentHashMap<>();

  BuiltInTypeRules(Defaults defaults, ClaimChanges claims, Supplier<String> now) {
    this.defaults = defaults;
    this.claims = claims;
    this.now = now;
  }

  TypeRules rules(ResourceType type) {
    return rules.computeIfAbsent(type, this::make);
  }

  private TypeRules make(ResourceType type) {
    var schema =
        BuiltinSchema.of(type.apiVersion(), type.kind())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "the Fabric8 model has no %s %s"
                            .formatted(type.apiVersion(), type.kind())));
    return new BuiltInRules(type, schema, defaults, claims, now);
  }
}

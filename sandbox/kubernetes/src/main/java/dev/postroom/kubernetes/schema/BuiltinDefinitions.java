package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The OpenAPI v3 definitions of every built-in kind and of the types they are made of, by the names
 * Kubernetes gives them ({@code io.k8s.api.apps.v1.StatefulSet}). Read off the Fabric8 model once.
 */
public final class BuiltinDefinitions {

  /** What a {@code $ref} has before the name of a definition. */
  public static final String REF_PREFIX = "#/components/schemas/";

  /** The definition of {@code metadata}. */
  public static final String OBJECT_META = ModelReflection.name(ObjectMeta.class);

  static final String OBJECT_META_REF = REF_PREFIX + OBJECT_META;

  private static final class Holder {
    static final BuiltinDefinitions ALL = new BuiltinDefinitions();
  }

  private final Map<String, String> roots = new TreeMap<>();
  private final Map<String, ObjectNode> definitions;

  private BuiltinDefinitions() {
    var reflection = new ModelReflection();
    for (var provider : ServiceLoader.load(KubernetesResource.class, loader()).stream().toList()) {
      var type = provider.type();
      if (HasMetadata.class.isAssignableFrom(type)) {
        var kind = type.asSubclass(HasMetadata.class);
        var name = reflection.define(kind);
        roots.put(key(HasMetadata.getApiVersion(kind), HasMetadata.getKind(kind)), name);
      }
    }
    definitions = reflection.definitions();
  }

  /** The definitions; reflection runs at the first call. */
  public static BuiltinDefinitions get() {
    return Holder.ALL;
  }

  /** The name of the definition of a kind. */
  public Optional<String> root(String apiVersion, String kind) {
    return Optional.ofNullable(roots.get(key(apiVersion, kind)));
  }

  /**
   * The definition a {@code $ref} names.
   *
   * @throws IllegalArgumentException if there is none
   */
  public JsonNode resolve(String ref) {
    var definition =
        ref.startsWith(REF_PREFIX) ? definitions.get(ref.substring(REF_PREFIX.length())) : null;
    if (definition == null) {
      throw new IllegalArgumentException("no definition is called " + ref);
    }
    return definition;
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + " " + kind;
  }

  private static ClassLoader loader() {
    return KubernetesResource.class.getClassLoader();
  }
}

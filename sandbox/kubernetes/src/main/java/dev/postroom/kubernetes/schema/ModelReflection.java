package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBool;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrStringArray;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes OpenAPI definitions of the classes of the Fabric8 model: their annotated fields, by type.
 */
final class ModelReflection {

  private static final String MODEL = "io.fabric8.kubernetes.api.model";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Types of the model's core package that Kubernetes keeps in apimachinery. */
  private static final Set<String> META_TYPES =
      Set.of(
          "Condition",
          "FieldsV1",
          "LabelSelector",
          "LabelSelectorRequirement",
          "ListMeta",
          "ManagedFieldsEntry",
          "ObjectMeta",
          "OwnerReference",
          "Status",
          "StatusCause",
          "StatusDetails");

  /** Classes whose JSON has more than one form. */
  private static final Set<Class<?>> ANYTHING =
      Set.of(
          Object.class,
          JSONSchemaPropsOrArray.class,
          JSONSchemaPropsOrBool.class,
          JSONSchemaPropsOrStringArray.class);

  private final Map<String, ObjectNode> definitions = new TreeMap<>();

  /** All that was defined so far, by name. */
  Map<String, ObjectNode> definitions() {
    return Map.copyOf(definitions);
  }

  /** Defines a class and what it is made of; returns its name. */
  String define(Class<?> type) {
    var name = name(type);
    if (!definitions.containsKey(name)) {
      var definition = JSON.objectNode().put("type", "object");
      definitions.put(name, definition);
      if (ModelMerging.atomic(type)) {
        definition.put("x-kubernetes-map-type", "atomic");
      }
      var properties = definition.putObject("properties");
      for (Class<?> level = type; level != Object.class; level = level.getSuperclass()) {
        for (var field : level.getDeclaredFields()) {
          var annotation = field.getAnnotation(JsonProperty.class);
          if (annotation != null && !properties.has(annotation.value())) {
            properties.set(annotation.value(), property(type, field, annotation.value()));
          }
        }
      }
    }
    return name;
  }

  private JsonNode property(Class<?> owner, Field field, String name) {
    var schema = schema(field.getGenericType());
    ModelMerging.annotate(owner, name, schema);
    return schema;
  }

  private ObjectNode schema(Type type) {
    return switch (type) {
      case ParameterizedType generic when generic.getRawType() == List.class ->
          JSON.objectNode()
              .put("type", "array")
              .set("items", schema(generic.getActualTypeArguments()[0]));
      case ParameterizedType generic when generic.getRawType() == Map.class ->
          JSON.objectNode()
              .put("type", "object")
              .set("additionalProperties", schema(generic.getActualTypeArguments()[1]));
      case Class<?> plain -> schema(plain);
      default -> anything();
    };
  }

  private ObjectNode schema(Class<?> type) {
    if (type == String.class || type.isEnum()) {
      return scalar("string", "");
    } else if (type == Integer.class || type == int.class) {
      return scalar("integer", "int32");
    } else if (type == Long.class || type == long.class) {
      return scalar("integer", "int64");
    } else if (type == Boolean.class || type == boolean.class) {
      return scalar("boolean", "");
    } else if (Number.class.isAssignableFrom(type)) {
      return scalar("number", "double");
    } else if (type == Quantity.class) {
      return scalar("string", "quantity");
    } else if (type == IntOrString.class) {
      return scalar("string", "int-or-string");
    } else if (type == MicroTime.class) {
      return scalar("string", "date-time");
    } else if (type == FieldsV1.class) {
      return anything().put("type", "object").put("x-kubernetes-map-type", "atomic");
    } else if (type.isInterface() || ANYTHING.contains(type) || !describes(type)) {
      return anything();
    }
    return JSON.objectNode().put("$ref", BuiltinDefinitions.REF_PREFIX + define(type));
  }

  private static boolean describes(Class<?> type) {
    return KubernetesResource.class.isAssignableFrom(type) && type.getName().startsWith(MODEL);
  }

  private static ObjectNode scalar(String type, String format) {
    var schema = JSON.objectNode().put("type", type);
    return format.isEmpty() ? schema : schema.put("format", format);
  }

  private static ObjectNode anything() {
    return JSON.objectNode().put("x-kubernetes-preserve-unknown-fields", true);
  }

  /** The name Kubernetes gives a type, as far as the package of its class tells. */
  static String name(Class<?> type) {
    var room = type.getPackageName().substring(MODEL.length());
    var simple = type.getSimpleName();
    if (room.isEmpty()) {
      return (META_TYPES.contains(simple)
              ? "io.k8s.apimachinery.pkg.apis.meta.v1."
              : "io.k8s.api.core.v1.")
          + simple;
    }
    return (room.startsWith(".apiextensions")
            ? "io.k8s.apiextensions-apiserver.pkg.apis"
            : "io.k8s.api")
        + room
        + "."
        + simple;
  }
}

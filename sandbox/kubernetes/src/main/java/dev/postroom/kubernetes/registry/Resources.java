package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.apply.FieldOwnership;
import dev.postroom.kubernetes.apply.Writer;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.resource.ResourceTypes;
import dev.postroom.kubernetes.schema.Cause;
import dev.postroom.kubernetes.schema.MetadataValidation;
import dev.postroom.kubernetes.schema.TypeShape;
import dev.postroom.kubernetes.store.Metadata;
import dev.postroom.kubernetes.store.ObjectKey;
import dev.postroom.kubernetes.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The writing verbs. Each write is one step in the store: it is checked against the object it
 * replaces, and nothing comes between.
 */
public final class Resources {

  /** The largest object that is kept, in characters of JSON; patches could pile up more. */
  static final int LARGEST_OBJECT = 3 * 1024 * 1024;

  private final ObjectStore store;
  private final ResourceTypes types;
  private final Function<ResourceType, TypeRules> rules;
  private final MetadataRules metadata;
  private final Deletion deletion;
  private final List<WriteObserver> observers = new CopyOnWriteArrayList<>();

  /**
   * The verbs.
   *
   * @param rules the rules of a type
   */
  Resources(
      ObjectStore store,
      ResourceTypes types,
      Function<ResourceType, TypeRules> rules,
      MetadataRules metadata,
      Deletion deletion) {
    this.store = store;
    this.types = types;
    this.rules = rules;
    this.metadata = metadata;
    this.deletion = deletion;
  }

  /** How values of a type merge. */
  public TypeShape shape(ResourceType type) {
    return rules.apply(type).shape();
  }

  /** Tells an observer of every write from now on. */
  void observe(WriteObserver observer) {
    observers.add(observer);
  }

  /** Where an object of a type is kept. */
  public static ObjectKey key(ResourceType type, String namespace, String name) {
    return new ObjectKey(type.groupResource(), type.namespaced() ? namespace : "", name);
  }

  /**
   * Creates an object.
   *
   * @param object taken over and changed
   */
  public Written create(
      ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
    MetadataRules.requireIdentity(type, object, namespace, "");
    metadata.generateName(object);
    var warnings = prune(type, object, options);
    return store.atomically(
        () -> {
          complete(type, namespace, object);
          ownership(type)
              .update(object.objectNode(), object, writer(type, Subresource.NONE, options));
          return new Written(insert(type, namespace, object, options), warnings, true);
        });
  }

  /**
   * Changes an object.
   *
   * @param change gets a copy of the object and returns what it shall become; a resource version in
   *     it must be the stored one's
   */
  public Written update(
      ResourceType type,
      Subresource subresource,
      String namespace,
      String name,
      UnaryOperator<ObjectNode> change,
      WriteOptions options) {
    var key = key(type, namespace, name);
    return store.atomically(
        () -> {
          var stored =
              store.get(key).orElseThrow(() -> ApiFailure.notFound(key.resource(), key.name()));
          var live = in(type.apiVersion(), stored);
          var next = change.apply(live.deepCopy());
          MetadataRules.requireIdentity(type, next, namespace, name);
          var warnings = prune(type, next, options);
          requireBasis(type, next);
          settle(type, subresource, key, next, live);
          ownership(type).update(live, next, writer(type, subresource, options));
          return new Written(replace(key, next, stored, options), warnings, false);
        });
  }

  /**
   * Applies a configuration (server-side apply); creates the object where there is none.
   *
   * @param configuration taken over and changed
   */
  public Written apply(
      ResourceType type,
      Subresource subresource,
      String namespace,
      String name,
      ObjectNode configuration,
      WriteOptions options) {
    MetadataRules.requireIdentity(type, configuration, namespace, name);
    var warnings = prune(type, configuration, options);
    var key = key(type, namespace, name);
    var writer = writer(type, subresource, options);
    return store.atomically(
        () -> {
          var found = store.get(key);
          if (found.isEmpty() && subresource == Subresource.STATUS) {
            throw ApiFailure.notFound(key.resource(), key.name());
          }
          var live =
              found
                  .map(object -> in(type.apiVersion(), object))
                  .orElseGet(configuration::objectNode);
          var next = ownership(type).apply(live, configuration, writer, options.force());
          if (found.isEmpty()) {
            complete(type, namespace, next);
            return new Written(insert(type, namespace, next, options), warnings, true);
          }
          settle(type, subresource, key, next, live);
          return new Written(replace(key, next, found.get(), options), warnings, false);
        });
  }

  /** Deletes an object or marks it for deletion. */
  public Deleted delete(ResourceType type, String namespace, String name, DeleteOptions options) {
    var key = key(type, namespace, name);
    return store.atomically(
        () -> {
          var object = deletion.delete(key, options);
          return new Deleted(object, deletion.isGone(key));
        });
  }

  /** Makes a new object of what a client wants. */
  private void complete(ResourceType type, String namespace, ObjectNode object) {
    requireNamespace(type, namespace);
    requireDefinition(type);
    metadata.onCreate(type, object, types.isBuiltIn(type));
    rules.apply(type).complete(object, Optional.empty());
    requireValid(type, object, Optional.empty(), List.of());
  }

  /** Makes an object of what a client wants of it. */
  private void settle(
      ResourceType type, Subresource subresource, ObjectKey key, ObjectNode next, ObjectNode live) {
    requireUnchanged(key, next, live);
    if (subresource == Subresource.STATUS) {
      keepAllButStatus(next, live);
    } else if (type.status()) {
      keepStatus(next, live);
    }
    metadata.onUpdate(next, live);
    rules.apply(type).complete(next, Optional.of(live));
    requireValid(type, next, Optional.of(live), MetadataRules.validateUpdate(next, live));
    metadata.countGeneration(type, next, live, types.isBuiltIn(type));
  }

  private ObjectNode insert(
      ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
    var key = key(type, namespace, Metadata.of(object).name());
    if (options.dryRun()) {
      if (store.get(key).isPresent()) {
        throw ApiFailure.alreadyExists(key.resource(), key.name());
      }
      return object;
    }
    var created = store.create(key, object);
    observers.forEach(observer -> observer.created(key, created));
    return created;
  }

  private ObjectNode replace(
      ObjectKey key, ObjectNode next, ObjectNode stored, WriteOptions options) {
    if (options.dryRun()) {
      return next;
    }
    // It stays in the version it was created in: that it is written in another changes nothing.
    var replacement = in(stored.path("apiVersion").asText(), next);
    var changed = store.update(key, same -> replacement);
    observers.forEach(observer -> observer.changed(key, changed));
    return deletion.finish(key, changed, stored);
  }

  /** The object in a version of its type: versions share one shape, there is no conversion. */
  private static ObjectNode in(String apiVersion, ObjectNode object) {
    if (object.path("apiVersion").asText().equals(apiVersion)) {
      return object;
    }
    var converted = object.objectNode();
    converted.setAll(object);
    return converted.put("apiVersion", apiVersion);
  }

  /** Refuses an update that could undo what its writer never saw. */
  private void requireBasis(ResourceType type, ObjectNode next) {
    var metadata = Metadata.of(next);
    if (metadata.resourceVersion().isEmpty() && !rules.apply(type).takesUnconditionalUpdates()) {
      throw ApiFailure.invalid(
          type,
          metadata.name(),
          List.of(
              new ApiFailure.Cause(
                  "FieldValueInvalid",
                  "Invalid value: 0x0: must be specified for an update",
                  "metadata.resourceVersion")));
    }
  }

  private static void requireUnchanged(ObjectKey key, ObjectNode next, ObjectNode live) {
    var wanted = Metadata.of(next);
    var actual = Metadata.of(live);
    if (!wanted.uid().isEmpty() && !wanted.uid().equals(actual.uid())) {
      throw ApiFailure.conflict(
          key.resource(),
          key.name(),
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(wanted.uid(), actual.uid()));
    }
    if (!wanted.resourceVersion().isEmpty()
        && !wanted.resourceVersion().equals(actual.resourceVersion())) {
      throw ApiFailure.modified(key.resource(), key.name());
    }
  }

  /** But for the status, and for who owns it. */
  private static void keepAllButStatus(ObjectNode next, ObjectNode live) {
    var status = next.get("status");
    var managedFields = next.at("/metadata/managedFields");
    next.removeAll();
    next.setAll(live.deepCopy());
    next.withObjectProperty("metadata").remove("managedFields");
    if (!managedFields.isMissingNode()) {
      next.withObjectProperty("metadata").set("managedFields", managedFields);
    }
    next.remove("status");
    if (status != null) {
      next.set("status", status);
    }
  }

  private static void keepStatus(ObjectNode next, ObjectNode live) {
    next.remove("status");
    if (live.has("status")) {
      next.set("status", live.get("status").deepCopy());
    }
  }

  /** Brings what a client sends into the form that is kept; returns what to warn of. */
  private List<String> prune(ResourceType type, ObjectNode object, WriteOptions options) {
    Numbers.normalize(object);
    var unknown =
        rules.apply(type).prune(object).stream()
            .map(path -> "unknown field \"" + path + "\"")
            .toList();
    return switch (options.fieldValidation()) {
      case IGNORE -> List.of();
      case WARN -> unknown;
      case STRICT -> {
        if (!unknown.isEmpty()) {
          throw ApiFailure.badRequest(
              "%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                  .formatted(type.kind(), type.version(), type.kind(), String.join(", ", unknown)));
        }
        yield List.of();
      }
    };
  }

  /** Refuses an object that breaks rules; {@code found} are breaches found already. */
  private void requireValid(
      ResourceType type, ObjectNode object, Optional<ObjectNode> old, List<Cause> found) {
    if (object.toString().length() > LARGEST_OBJECT) {
      throw ApiFailure.plain(
          ApiFailure.Reason.TOO_LARGE, "Request entity too large: limit is " + LARGEST_OBJECT);
    }
    List<Cause> causes = new ArrayList<>(found);
    var names = MetadataValidation.nameRule(type.group(), type.kind());
    causes.addAll(MetadataValidation.validate(object, names));
    causes.addAll(rules.apply(type).validate(object, old));
    if (!causes.isEmpty()) {
      throw ApiFailure.invalid(
          type,
          Metadata.of(object).name(),
          causes.stream()
              .map(c -> new ApiFailure.Cause(c.reason().wireName(), c.message(), c.field()))
              .toList());
    }
  }

  private FieldOwnership ownership(ResourceType type) {
    return new FieldOwnership(rules.apply(type).shape(), type.status());
  }

  private Writer writer(ResourceType type, Subresource subresource, WriteOptions options) {
    return new Writer(
        options.fieldManager(),
        type.apiVersion(),
        subresource == Subresource.STATUS ? "status" : "",
        metadata.now());
  }

  /** Refuses instances of a definition that is to go: they would outlive it. */
  private void requireDefinition(ResourceType type) {
    store
        .get(new ObjectKey(Deletion.DEFINITIONS, "", type.groupResource().toString()))
        .filter(definition -> Metadata.of(definition).deleting())
        .ifPresent(
            definition -> {
              throw ApiFailure.plain(
                  ApiFailure.Reason.METHOD_NOT_ALLOWED,
                  "create not allowed while custom resource definition is terminating");
            });
  }

  private void requireNamespace(ResourceType type, String namespace) {
    if (!type.namespaced()) {
      return;
    }
    var found =
        store
            .get(new ObjectKey(Deletion.NAMESPACES, "", namespace))
            .orElseThrow(() -> ApiFailure.notFound(Deletion.NAMESPACES, namespace));
    if (Metadata.of(found).deleting()) {
      throw ApiFailure.forbidden(
          type.groupResource(),
          "",
          "unable to create new content in namespace %s because it is being terminated"
              .formatted(namespace));
    }
  }
}

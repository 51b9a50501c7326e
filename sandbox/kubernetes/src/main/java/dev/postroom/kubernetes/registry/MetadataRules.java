package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.schema.Cause;
import dev.postroom.kubernetes.schema.FieldPath;
import dev.postroom.kubernetes.store.Metadata;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What the server decides in the metadata of every object, whatever a client sends: identity,
 * times, generation ({@code registry/rest/create.go}, {@code update.go}).
 */
final class MetadataRules {

  /** Built-in resources whose generation counts; others have none. */
  private static final Set<GroupResource> WITH_GENERATION =
      Set.of(
          new GroupResource("apps", "statefulsets"),
          new GroupResource("apps", "deployments"),
          new GroupResource("policy", "poddisruptionbudgets"),
          new GroupResource("networking.k8s.io", "networkpolicies"),
          new GroupResource("discovery.k8s.io", "endpointslices"),
          new GroupResource("apiextensions.k8s.io", "customresourcedefinitions"));

  /** Fields of the metadata that only the server sets. */
  private static final List<String> SERVER_SET =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "resourceVersion",
          "selfLink");

  /** Letters of a generated name: no vowels, so that it spells nothing. */
  private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int GENERATED_LETTERS = 5;
  private static final int LONGEST_GENERATE_NAME = 58;

  private final Clock clock;
  private final Supplier<UUID> uids;
  private final RandomGenerator random;

  MetadataRules(Clock clock, Supplier<UUID> uids, RandomGenerator random) {
    this.clock = clock;
    this.uids = uids;
    this.random = random;
  }

  /** Gives a new object its identity. */
  void onCreate(ResourceType type, ObjectNode object, boolean builtIn) {
    var metadata = Metadata.of(object);
    SERVER_SET.forEach(metadata.node()::remove);
    metadata.put("uid", uids.get().toString()).put("creationTimestamp", now());
    if (countsGenerations(type, builtIn)) {
      metadata.node().put("generation", 1L);
    }
  }

  /** Gives an object that came with {@code generateName} its name. */
  void generateName(ObjectNode object) {
    var metadata = Metadata.of(object);
    var prefix = metadata.node().path("generateName").asText("");
    if (!metadata.name().isEmpty() || prefix.isEmpty()) {
      return;
    }
    var name =
        new StringBuilder(prefix.substring(0, Math.min(prefix.length(), LONGEST_GENERATE_NAME)));
    for (int i = 0; i < GENERATED_LETTERS; i++) {
      name.append(NAME_LETTERS.charAt(random.nextInt(NAME_LETTERS.length())));
    }
    metadata.put("name", name.toString());
  }

  /** Takes back what a client changed of its own accord. */
  void onUpdate(ObjectNode object, ObjectNode old) {
    var metadata = Metadata.of(object).node();
    var before = old.path("metadata");
    for (var field : SERVER_SET) {
      if (before.has(field)) {
        metadata.set(field, before.get(field));
      } else {
        metadata.remove(field);
      }
    }
  }

  /** What may not change in the metadata of an object that is to go. */
  static List<Cause> validateUpdate(ObjectNode object, ObjectNode old) {
    var before = Metadata.of(old);
    var added = new ArrayList<>(Metadata.of(object).finalizers());
    added.removeAll(before.finalizers());
    if (!before.deleting() || added.isEmpty()) {
      return List.of();
    }
    return List.of(
        Cause.forbidden(
            FieldPath.ROOT.child("metadata").child("finalizers"),
            "no new finalizers can be added if the object is being deleted, found new finalizers "
                + added));
  }

  /** Counts a change of what was asked for: everything but metadata and status. */
  void countGeneration(ResourceType type, ObjectNode object, ObjectNode old, boolean builtIn) {
    if (countsGenerations(type, builtIn) && !wanted(type, object).equals(wanted(type, old))) {
      Metadata.of(object).node().put("generation", old.at("/metadata/generation").asLong() + 1);
    }
  }

  /** The time as metadata has it, in whole seconds. */
  String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The time so many seconds from now. */
  String inSeconds(long seconds) {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(seconds).toString();
  }

  /**
   * Refuses an object that is not the one the URL names.
   *
   * @throws ApiFailure with reason BadRequest
   */
  static void requireIdentity(ResourceType type, ObjectNode object, String namespace, String name) {
    requireType(type, object);
    var metadata = Metadata.of(object);
    if (metadata.name().isEmpty()) {
      metadata.put("name", name);
    }
    if (!name.isEmpty() && !metadata.name().equals(name)) {
      throw ApiFailure.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(metadata.name(), name));
    }
    if (!type.namespaced()) {
      metadata.node().remove("namespace");
    } else if (metadata.namespace().isEmpty()) {
      metadata.put("namespace", namespace);
    } else if (!metadata.namespace().equals(namespace)) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private static void requireType(ResourceType type, ObjectNode object) {
    // Clients may leave both out where the URL says them.
    if (!object.hasNonNull("apiVersion")) {
      object.put("apiVersion", type.apiVersion());
    }
    if (!object.hasNonNull("kind")) {
      object.put("kind", type.kind());
    }
    var apiVersion = object.path("apiVersion").asText();
    var kind = object.path("kind").asText();
    if (!apiVersion.equals(type.apiVersion()) || !kind.equals(type.kind())) {
      throw ApiFailure.badRequest(
          "the object is a %s %s, the URL expects a %s %s"
              .formatted(apiVersion, kind, type.apiVersion(), type.kind()));
    }
  }

  private static boolean countsGenerations(ResourceType type, boolean builtIn) {
    return !builtIn || WITH_GENERATION.contains(type.groupResource());
  }

  private static ObjectNode wanted(ResourceType type, ObjectNode object) {
    var wanted = object.objectNode();
    wanted.setAll(object);
    wanted.remove("metadata");
    if (type.status()) {
      wanted.remove("status");
    }
    return wanted;
  }
}

package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.store.Metadata;
import dev.postroom.kubernetes.store.ObjectKey;
import dev.postroom.kubernetes.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes an object, or marks it for deletion where something is still to be done first: finalizers
 * to be removed, a pod to be ended by its node, a namespace or definition to be emptied.
 */
final class Deletion {

  static final GroupResource NAMESPACES = new GroupResource("", "namespaces");
  static final GroupResource DEFINITIONS =
      new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");

  private static final GroupResource PODS = new GroupResource("", "pods");
  private static final long DEFAULT_GRACE_SECONDS = 30;

  private final ObjectStore store;
  private final MetadataRules metadata;

  Deletion(ObjectStore store, MetadataRules metadata) {
    this.store = store;
    this.metadata = metadata;
  }

  /**
   * Deletes an object as the options say.
   *
   * @return the object as it last was when it is gone, as it is now when it is marked; the two
   *     differ in {@link #isGone}
   */
  ObjectNode delete(ObjectKey key, DeleteOptions options) {
    return store.atomically(
        () -> {
          var live =
              store.get(key).orElseThrow(() -> ApiFailure.notFound(key.resource(), key.name()));
          requirePreconditions(key, live, options);
          long grace = grace(key, live, options);
          var finalizers = finalizers(live, options);
          boolean now = finalizers.isEmpty() && grace == 0 && !emptiedFirst(key);
          if (options.dryRun()) {
            return now ? live : marked(live, finalizers, grace);
          }
          return now
              ? store.remove(key)
              : store.update(key, stored -> marked(stored, finalizers, grace));
        });
  }

  /** Whether an object that {@link #delete} returned is gone, not just marked. */
  boolean isGone(ObjectKey key) {
    return store.get(key).isEmpty();
  }

  /**
   * Ends what {@link #delete} began, where a change took the last finalizer away and nothing else
   * holds the object.
   *
   * @return the object as it last was when it is gone, else the changed one
   */
  ObjectNode finish(ObjectKey key, ObjectNode changed, ObjectNode before) {
    var metadata = Metadata.of(changed);
    boolean now =
        metadata.deleting()
            && metadata.finalizers().isEmpty()
            && !Metadata.of(before).finalizers().isEmpty()
            && metadata.node().path("deletionGracePeriodSeconds").asLong() == 0
            && !emptiedFirst(key);
    return now ? store.remove(key) : changed;
  }

  private static void requirePreconditions(ObjectKey key, ObjectNode live, DeleteOptions options) {
    var metadata = Metadata.of(live);
    require(key, "UID", options.uid(), metadata.uid());
    require(key, "ResourceVersion", options.resourceVersion(), metadata.resourceVersion());
  }

  private static void require(
      ObjectKey key, String what, java.util.Optional<String> wanted, String actual) {
    if (wanted.isPresent() && !wanted.get().equals(actual)) {
      throw ApiFailure.conflict(
          key.resource(),
          key.name(),
          "Precondition failed: %s in precondition: %s, %s in object meta: %s"
              .formatted(what, wanted.get(), what, actual));
    }
  }

  private static long grace(ObjectKey key, ObjectNode live, DeleteOptions options) {
    if (!key.resource().equals(PODS)) {
      return 0;
    }
    var phase = live.at("/status/phase").asText();
    boolean nobodyRunsIt = live.at("/spec/nodeName").asText().isEmpty();
    if (nobodyRunsIt || phase.equals("Succeeded") || phase.equals("Failed")) {
      return 0;
    }
    return options
        .gracePeriodSeconds()
        .orElse(live.at("/spec/terminationGracePeriodSeconds").asLong(DEFAULT_GRACE_SECONDS));
  }

  private static List<String> finalizers(ObjectNode live, DeleteOptions options) {
    List<String> finalizers = new ArrayList<>(Metadata.of(live).finalizers());
    switch (options.propagation()) {
      case FOREGROUND -> addOnce(finalizers, Propagation.FOREGROUND_FINALIZER);
      case ORPHAN -> addOnce(finalizers, Propagation.ORPHAN_FINALIZER);
      case BACKGROUND -> {}
    }
    return finalizers;
  }

  private static void addOnce(List<String> list, String value) {
    if (!list.contains(value)) {
      list.add(value);
    }
  }

  /** Whether other objects must go before this one, which the garbage collector sees to. */
  private static boolean emptiedFirst(ObjectKey key) {
    return key.resource().equals(NAMESPACES) || key.resource().equals(DEFINITIONS);
  }

  private ObjectNode marked(ObjectNode live, List<String> finalizers, long grace) {
    var object = live.deepCopy();
    var meta = Metadata.of(object);
    long earlier = meta.node().path("deletionGracePeriodSeconds").asLong(Long.MAX_VALUE);
    if (!meta.deleting() || grace < earlier) {
      meta.put("deletionTimestamp", metadata.inSeconds(grace));
      meta.node().put("deletionGracePeriodSeconds", grace);
    }
    if (!Metadata.of(live).deleting()) {
      meta.finalizers(finalizers);
      if (meta.node().has("generation")) {
        meta.node().put("generation", meta.generation() + 1);
      }
      if (object.path("kind").asText().equals("Namespace")) {
        object.withObjectProperty("status").put("phase", "Terminating");
      }
    }
    return object;
  }
}

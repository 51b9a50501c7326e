package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.store.Metadata;
import dev.postroom.kubernetes.store.ObjectKey;
import dev.postroom.kubernetes.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes objects whose owners are all gone and events that are old, finishes deletions in the
 * foreground and those that orphan, empties namespaces and definitions that are to go. Looks at
 * everything after a change: a sandbox has some thousands of objects, not millions, and what looks
 * at the whole state misses nothing. Writers wait only where a look found something to do, and the
 * more there is to look at, the longer it rests in between.
 */
final class GarbageCollector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);

  /** It rests so many times as long as it looked: it takes a tenth of a processor at most. */
  private static final int REST = 9;

  private final ObjectStore store;
  private final Deletion deletion;
  private final EventExpiry expiry;
  private final Consumer<ObjectNode> definitionRemoved;
  private final Thread worker = Thread.ofVirtual().name("garbage-collector").unstarted(this::run);

  /**
   * A collector that is not started.
   *
   * @param definitionRemoved told of every CustomResourceDefinition that is gone
   */
  GarbageCollector(
      ObjectStore store,
      Deletion deletion,
      EventExpiry expiry,
      Consumer<ObjectNode> definitionRemoved) {
    this.store = store;
    this.deletion = deletion;
    this.expiry = expiry;
    this.definitionRemoved = definitionRemoved;
  }

  void start() {
    worker.start();
  }

  /** Stops; what is marked stays marked. */
  @Override
  public void close() {
    worker.interrupt();
  }

  private void run() {
    try {
      while (!store.closed()) {
        long seen = store.resourceVersion();
        long began = System.nanoTime();
        if (findsWork()) {
          collect();
        }
        TimeUnit.NANOSECONDS.sleep(REST * (System.nanoTime() - began));
        store.awaitChange(seen);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Looks at everything once. Nobody writes meanwhile: what is found to be abandoned or empty is
   * still so when it goes, and no other object has taken its name.
   */
  void collect() {
    store.atomically(
        () -> {
          collectAll();
          return null;
        });
  }

  /** Whether there is anything to do, as it was a moment ago; nobody has to wait for the answer. */
  private boolean findsWork() {
    var objects = store.all();
    var uids = uids(objects);
    return objects.stream()
        .anyMatch(
            entry -> {
              var metadata = Metadata.of(entry.getValue());
              return metadata.deleting() || isOver(entry.getKey(), entry.getValue(), uids);
            });
  }

  private boolean isOver(ObjectKey key, ObjectNode object, Set<String> uids) {
    return abandoned(Metadata.of(object), uids) || expiry.expired(key, object);
  }

  private static Set<String> uids(List<Map.Entry<ObjectKey, ObjectNode>> objects) {
    return objects.stream()
        .map(entry -> Metadata.of(entry.getValue()).uid())
        .collect(Collectors.toSet());
  }

  private void collectAll() {
    var objects = store.all();
    var uids = uids(objects);
    for (var entry : objects) {
      try {
        collect(entry.getKey(), entry.getValue(), uids, objects);
      } catch (ApiFailure wentMeanwhile) {
        // It went with an object that was looked at before; that change brings the next look.
        LOG.debug("{}: {}", entry.getKey(), wentMeanwhile.getMessage());
      }
    }
  }

  private void collect(
      ObjectKey key,
      ObjectNode object,
      Set<String> uids,
      List<Map.Entry<ObjectKey, ObjectNode>> objects) {
    var metadata = Metadata.of(object);
    if (!metadata.deleting()) {
      if (isOver(key, object, uids)) {
        deletion.delete(key, DeleteOptions.DEFAULT);
      }
      return;
    }
    if (metadata.finalizers().contains(Propagation.ORPHAN_FINALIZER)) {
      dependents(metadata.uid(), objects)
          .forEach(dependent -> release(dependent.getKey(), metadata.uid()));
      removeFinalizer(key, Propagation.ORPHAN_FINALIZER);
    } else if (metadata.finalizers().contains(Propagation.FOREGROUND_FINALIZER)) {
      collectForeground(key, metadata.uid(), objects);
    } else if (key.resource().equals(Deletion.NAMESPACES)) {
      empty(key, contentOf(key.name(), objects));
    } else if (key.resource().equals(Deletion.DEFINITIONS)) {
      empty(key, instancesOf(object, objects));
    }
  }

  private static boolean abandoned(Metadata metadata, Set<String> uids) {
    var owners = metadata.owners();
    return !owners.isEmpty() && owners.stream().noneMatch(owner -> uids.contains(owner.uid()));
  }

  private void collectForeground(
      ObjectKey key, String uid, List<Map.Entry<ObjectKey, ObjectNode>> objects) {
    var dependents = dependents(uid, objects);
    var inForeground =
        new DeleteOptions(
            Propagation.FOREGROUND,
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            false);
    boolean held = false;
    for (var dependent : dependents) {
      held |=
          Metadata.of(dependent.getValue()).owners().stream()
              .anyMatch(owner -> owner.uid().equals(uid) && owner.blocksDeletion());
      if (!Metadata.of(dependent.getValue()).deleting()) {
        deletion.delete(dependent.getKey(), inForeground);
      }
    }
    if (!held) {
      removeFinalizer(key, Propagation.FOREGROUND_FINALIZER);
    }
  }

  /** Deletes what must go before the object, and then the object. */
  private void empty(ObjectKey key, List<Map.Entry<ObjectKey, ObjectNode>> content) {
    for (var entry : content) {
      if (!Metadata.of(entry.getValue()).deleting()) {
        deletion.delete(entry.getKey(), DeleteOptions.DEFAULT);
      }
    }
    if (content.isEmpty() && isFree(key)) {
      var removed = store.remove(key);
      if (key.resource().equals(Deletion.DEFINITIONS)) {
        definitionRemoved.accept(removed);
      }
    }
  }

  private static List<Map.Entry<ObjectKey, ObjectNode>> dependents(
      String uid, List<Map.Entry<ObjectKey, ObjectNode>> objects) {
    return objects.stream()
        .filter(
            entry ->
                Metadata.of(entry.getValue()).owners().stream()
                    .anyMatch(owner -> owner.uid().equals(uid)))
        .toList();
  }

  private static List<Map.Entry<ObjectKey, ObjectNode>> contentOf(
      String namespace, List<Map.Entry<ObjectKey, ObjectNode>> objects) {
    return objects.stream().filter(entry -> entry.getKey().namespace().equals(namespace)).toList();
  }

  private static List<Map.Entry<ObjectKey, ObjectNode>> instancesOf(
      ObjectNode definition, List<Map.Entry<ObjectKey, ObjectNode>> objects) {
    var resource =
        new GroupResource(
            definition.at("/spec/group").asText(), definition.at("/spec/names/plural").asText());
    return objects.stream().filter(entry -> entry.getKey().resource().equals(resource)).toList();
  }

  /** Takes an owner that goes away out of an object. */
  private void release(ObjectKey dependent, String owner) {
    store.update(
        dependent,
        live -> {
          var object = live.deepCopy();
          var metadata = Metadata.of(object).node();
          var references = metadata.withArrayProperty("ownerReferences");
          references.removeIf(reference -> reference.path("uid").asText().equals(owner));
          if (references.isEmpty()) {
            metadata.remove("ownerReferences");
          }
          return object;
        });
  }

  private boolean isFree(ObjectKey key) {
    return store.get(key).filter(object -> Metadata.of(object).finalizers().isEmpty()).isPresent();
  }

  private void removeFinalizer(ObjectKey key, String finalizer) {
    var before = store.get(key).orElseThrow(() -> ApiFailure.notFound(key.resource(), key.name()));
    var changed =
        store.update(
            key,
            live -> {
              var object = live.deepCopy();
              var finalizers = new ArrayList<>(Metadata.of(object).finalizers());
              finalizers.remove(finalizer);
              Metadata.of(object).finalizers(finalizers);
              return object;
            });
    deletion.finish(key, changed, before);
  }
}

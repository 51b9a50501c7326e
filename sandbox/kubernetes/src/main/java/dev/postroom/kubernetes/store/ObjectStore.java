package dev.postroom.kubernetes.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.GroupResource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All objects and the order in which they changed. Every write gets the next resource version of
 * the whole store; a write that changes nothing gets none. Objects that go in are taken over,
 * objects that come out are shared: nobody changes them, who wants to change one copies it first.
 */
public final class ObjectStore implements AutoCloseable {

  /**
   * Objects as they were at one resource version.
   *
   * @param resourceVersion the version
   * @param objects ordered by namespace and name
   */
  public record Snapshot(long resourceVersion, List<ObjectNode> objects) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<GroupResource, NavigableMap<ObjectKey, ObjectNode>> objects = new HashMap<>();
  private final Map<GroupResource, WatchHistory> histories = new HashMap<>();
  private long resourceVersion = 1;
  private boolean closed;

  /** The object, as it is now. */
  public Optional<ObjectNode> get(ObjectKey key) {
    return atomically(() -> Optional.ofNullable(table(key.resource()).get(key)));
  }

  /** All objects of a resource in one namespace, or in all where {@code namespace} is empty. */
  public Snapshot list(GroupResource resource, String namespace) {
    return atomically(
        () -> {
          var found =
              table(resource).entrySet().stream()
                  .filter(e -> namespace.isEmpty() || e.getKey().namespace().equals(namespace))
                  .map(Map.Entry::getValue)
                  .toList();
          return new Snapshot(resourceVersion, found);
        });
  }

  /**
   * Puts a new object.
   *
   * @return the object with its resource version
   * @throws ApiFailure with reason AlreadyExists
   */
  public ObjectNode create(ObjectKey key, ObjectNode object) {
    return atomically(
        () -> {
          if (table(key.resource()).containsKey(key)) {
            throw ApiFailure.alreadyExists(key.resource(), key.name());
          }
          return write(key, WatchEvent.Type.ADDED, object, Optional.empty());
        });
  }

  /**
   * Changes an object. Nobody else writes between the reading and the writing, so {@code change}
   * must be quick and must not wait for anything.
   *
   * @param change gets the stored object and returns a changed copy; what it throws comes out and
   *     nothing is written
   * @return the object after the change; the stored one where nothing changed
   * @throws ApiFailure with reason NotFound
   */
  public ObjectNode update(ObjectKey key, UnaryOperator<ObjectNode> change) {
    return atomically(
        () -> {
          var stored = existing(key);
          var next = change.apply(stored);
          if (next.equals(stored)) {
            return stored;
          }
          return write(key, WatchEvent.Type.MODIFIED, next, Optional.of(stored));
        });
  }

  /**
   * Takes an object away.
   *
   * @return the object as it last was, with the resource version of its deletion
   * @throws ApiFailure with reason NotFound
   */
  public ObjectNode remove(ObjectKey key) {
    return atomically(
        () -> {
          var last = existing(key).deepCopy();
          return write(key, WatchEvent.Type.DELETED, last, Optional.empty());
        });
  }

  /**
   * Does several reads and writes as one; others see all of them or none.
   *
   * @return what {@code work} returns
   */
  public <T> T atomically(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The first change of a resource after a version, waiting for it if need be.
   *
   * @return empty when the time is over or the store is closed
   * @throws ApiFailure with reason Expired where that part of the history is gone
   */
  public Optional<WatchEvent> next(GroupResource resource, long after, Duration wait)
      throws InterruptedException {
    lock.lock();
    try {
      long nanos = wait.toNanos();
      while (true) {
        var event = history(resource).after(after);
        if (event.isPresent() || closed || nanos <= 0) {
          return event;
        }
        nanos = changed.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /** All objects of all resources. */
  public List<Map.Entry<ObjectKey, ObjectNode>> all() {
    return atomically(
        () ->
            objects.values().stream()
                .flatMap(table -> table.entrySet().stream())
                .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                .toList());
  }

  /**
   * Waits until there was a change after a version, whatever resource it was of, or the store is
   * closed.
   */
  public void awaitChange(long after) throws InterruptedException {
    lock.lock();
    try {
      while (resourceVersion <= after && !closed) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The version of the last change. */
  public long resourceVersion() {
    return atomically(() -> resourceVersion);
  }

  /** Whether {@link #close} was called: nothing will come from {@link #next} any more. */
  public boolean closed() {
    return atomically(() -> closed);
  }

  /** Wakes everybody who waits for a change. */
  @Override
  public void close() {
    atomically(
        () -> {
          closed = true;
          changed.signalAll();
          return null;
        });
  }

  private ObjectNode write(
      ObjectKey key, WatchEvent.Type type, ObjectNode object, Optional<ObjectNode> previous) {
    resourceVersion++;
    Metadata.of(object).put("resourceVersion", Long.toString(resourceVersion));
    if (type == WatchEvent.Type.DELETED) {
      table(key.resource()).remove(key);
    } else {
      table(key.resource()).put(key, object);
    }
    history(key.resource()).add(new WatchEvent(resourceVersion, type, key, object, previous));
    changed.signalAll();
    return object;
  }

  private ObjectNode existing(ObjectKey key) {
    var object = table(key.resource()).get(key);
    if (object == null) {
      throw ApiFailure.notFound(key.resource(), key.name());
    }
    return object;
  }

  private NavigableMap<ObjectKey, ObjectNode> table(GroupResource resource) {
    return objects.computeIfAbsent(resource, r -> new TreeMap<>(ObjectKey.ORDER));
  }

  private WatchHistory history(GroupResource resource) {
    return histories.computeIfAbsent(resource, r -> new WatchHistory());
  }
}

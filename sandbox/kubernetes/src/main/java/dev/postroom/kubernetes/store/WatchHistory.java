package dev.postroom.kubernetes.store;

import dev.postroom.kubernetes.failure.ApiFailure;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The latest changes of one resource, as many as {@value #LIMIT}, by resource version. Not
 * synchronized: the store's lock guards it.
 */
final class WatchHistory {

  /** Changes kept for each resource; who asks for older ones is told to list again. */
  static final int LIMIT = 1000;

  private final TreeMap<Long, WatchEvent> events = new TreeMap<>();
  private long newestDropped;

  void add(WatchEvent event) {
    events.put(event.resourceVersion(), event);
    if (events.size() > LIMIT) {
      newestDropped = events.pollFirstEntry().getKey();
    }
  }

  /**
   * The first change after a version.
   *
   * @throws ApiFailure with reason Expired where changes after that version were dropped
   */
  Optional<WatchEvent> after(long resourceVersion) {
    if (resourceVersion < newestDropped) {
      throw ApiFailure.expired(
          "too old resource version: %d (%d)".formatted(resourceVersion, newestDropped));
    }
    return Optional.ofNullable(events.higherEntry(resourceVersion)).map(Map.Entry::getValue);
  }
}

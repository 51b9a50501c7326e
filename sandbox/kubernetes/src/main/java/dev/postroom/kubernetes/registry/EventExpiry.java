package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.store.ObjectKey;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.stream.Stream;

/**
 * Events are news: they go when they are old, or a cluster that runs for long would hold nothing
 * else.
 *
 * @param clock what their age counts by
 */
record EventExpiry(Clock clock) {

  /** How long an event is kept after it last happened, as kube-apiserver's {@code --event-ttl}. */
  static final Duration TIME_TO_LIVE = Duration.ofHours(1);

  private static final GroupResource EVENTS = new GroupResource("", "events");

  /** Whether an object is an event whose time is over. */
  boolean expired(ObjectKey key, ObjectNode object) {
    var end = clock.instant().minus(TIME_TO_LIVE);
    return key.resource().equals(EVENTS)
        && Stream.of("/metadata/creationTimestamp", "/lastTimestamp", "/series/lastObservedTime")
            .map(time -> object.at(time).asText(""))
            .noneMatch(time -> isAfter(time, end));
  }

  private static boolean isAfter(String time, Instant end) {
    try {
      return !time.isEmpty() && OffsetDateTime.parse(time).toInstant().isAfter(end);
    } catch (DateTimeException notATime) {
      // The creation, which the server sets, still counts.
      return false;
    }
  }
}

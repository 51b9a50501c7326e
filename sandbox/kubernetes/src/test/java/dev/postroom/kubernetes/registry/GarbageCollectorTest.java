package dev.postroom.kubernetes.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.resource.GroupResource;
import dev.postroom.kubernetes.store.ObjectKey;
import dev.postroom.kubernetes.store.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** One look of the collector, on a store without anything else that runs. */
class GarbageCollectorTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final ObjectKey DEFINITION =
      new ObjectKey(Deletion.DEFINITIONS, "", "notes.test.postroom.dev");

  private final ObjectStore store = new ObjectStore();
  private final Deletion deletion =
      new Deletion(store, new MetadataRules(CLOCK, UUID::randomUUID, new Random(1)));

  @Test
  void nobodyWritesBetweenItsLookAndItsDeed() {
    List<Boolean> written = new ArrayList<>();
    store.create(DEFINITION, object("notes.test.postroom.dev", NOW, "deletionTimestamp"));
    var collector =
        new GarbageCollector(
            store,
            deletion,
            new EventExpiry(CLOCK),
            gone -> written.add(done(() -> store.create(DEFINITION, object("again", NOW, "x")))));

    collector.collect();

    assertThat(written)
        .as("the definition came again before the server stopped serving the old one")
        .containsExactly(false);
  }

  @Test
  void anEventGoesAnHourAfterItLastHappened() {
    var old = NOW.minus(EventExpiry.TIME_TO_LIVE);
    event("old", object("old", old, "x"));
    event("young", object("young", old.plusSeconds(1), "x"));
    event("again", object("again", old, "x").put("lastTimestamp", NOW.toString()));
    event("odd", object("odd", old, "x").put("lastTimestamp", "yesterday"));
    store.create(
        new ObjectKey(new GroupResource("", "configmaps"), "default", "old"),
        object("map", old, "x"));

    new GarbageCollector(store, deletion, new EventExpiry(CLOCK), gone -> {}).collect();

    assertThat(store.all())
        .extracting(entry -> entry.getValue().at("/metadata/name").asText())
        .containsExactlyInAnyOrder("young", "again", "map");
  }

  private void event(String name, ObjectNode event) {
    store.create(new ObjectKey(new GroupResource("", "events"), "default", name), event);
  }

  /** An object with one more time in its metadata. */
  private static ObjectNode object(String name, Instant created, String time) {
    var object = JsonNodeFactory.instance.objectNode();
    object
        .putObject("metadata")
        .put("name", name)
        .put("uid", name)
        .put("creationTimestamp", created.toString())
        .put(time, NOW.toString());
    return object;
  }

  /** Whether another thread gets it done while this one is where it is. */
  private static boolean done(Runnable work) {
    try {
      CompletableFuture.runAsync(work).get(200, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException waiting) {
      return false;
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }
}

package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.store.Metadata;
import dev.postroom.kubernetes.store.ObjectStore;
import dev.postroom.kubernetes.store.WatchEvent;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * One watch: sends what changes among the selected objects until the client goes, the time is over,
 * the resource is no longer served or the history it needs is gone. Runs on a virtual thread of its
 * own and waits for a slow client, who then may find the history gone and lists again.
 */
final class Watch {

  /** How long a watch lasts that does not say so itself. */
  static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

  /** The longest a watch may ask for; a client whose watch ends begins another. */
  static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  /** How often a client that takes bookmarks gets one. */
  static final Duration BOOKMARK_INTERVAL = Duration.ofMinutes(1);

  /** How soon a watch notices that its client went away without a word. */
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

  private static final String INITIAL_EVENTS_END = "k8s.io/initial-events-end";

  private final ObjectStore store;
  private final ResourceType type;
  private final BooleanSupplier served;
  private final Selection selection;
  private final Query query;
  private final ObjectMapper json;
  private final UnaryOperator<ObjectNode> rendering;

  Watch(
      ObjectStore store,
      ResourceType type,
      BooleanSupplier served,
      Selection selection,
      Query query,
      ObjectMapper json,
      UnaryOperator<ObjectNode> rendering) {
    this.store = store;
    this.type = type;
    this.served = served;
    this.selection = selection;
    this.query = query;
    this.json = json;
    this.rendering = rendering;
  }

  /** Sends events until the watch ends; ends the stream. */
  void run(WatchSink sink) throws InterruptedException {
    try {
      long from = initialEvents(sink);
      follow(sink, from);
    } catch (ApiFailure failure) {
      send(sink, "ERROR", failure.status());
    } catch (CompletionException gone) {
      // The client closed the connection while an event was on its way: the watch is over.
      return;
    } finally {
      sink.end();
    }
  }

  /** Sends what there is already, where the client asked for it; returns where to go on. */
  private long initialEvents(WatchSink sink) {
    var from = query.number("resourceVersion").orElse(0);
    boolean wanted = query.flag("sendInitialEvents");
    if (from != 0 && !wanted) {
      return from;
    }
    if (query.parameters().contains("sendInitialEvents") && !wanted) {
      return store.resourceVersion();
    }
    var snapshot = store.list(type.groupResource(), selection.namespace());
    snapshot.objects().stream()
        .filter(selection::matches)
        .forEach(object -> send(sink, "ADDED", rendering.apply(object)));
    if (wanted && query.flag("allowWatchBookmarks")) {
      var bookmark = bookmark(snapshot.resourceVersion());
      bookmark.withObject("/metadata/annotations").put(INITIAL_EVENTS_END, "true");
      send(sink, "BOOKMARK", bookmark);
    }
    return snapshot.resourceVersion();
  }

  private void follow(WatchSink sink, long from) throws InterruptedException {
    long end = System.nanoTime() + timeout().toNanos();
    long nextBookmark = System.nanoTime() + BOOKMARK_INTERVAL.toNanos();
    long seen = from;
    long left = end - System.nanoTime();
    while (!sink.closed() && !store.closed() && served.getAsBoolean() && left > 0) {
      var wait = Duration.ofNanos(Math.min(left, CHECK_INTERVAL.toNanos()));
      var event = store.next(type.groupResource(), seen, wait);
      if (event.isPresent()) {
        seen = event.get().resourceVersion();
        deliver(sink, event.get());
      }
      if (query.flag("allowWatchBookmarks") && System.nanoTime() > nextBookmark) {
        nextBookmark = System.nanoTime() + BOOKMARK_INTERVAL.toNanos();
        send(sink, "BOOKMARK", bookmark(seen));
      }
      left = end - System.nanoTime();
    }
  }

  private Duration timeout() {
    var seconds = query.number("timeoutSeconds");
    return seconds.isPresent()
        ? Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST_TIMEOUT.toSeconds()))
        : DEFAULT_TIMEOUT;
  }

  /** An object that comes into the selection is added, one that leaves it is deleted. */
  private void deliver(WatchSink sink, WatchEvent event) {
    boolean is = selection.matches(event.object());
    boolean was = event.previous().map(selection::matches).orElse(is);
    Optional<String> type =
        switch (event.type()) {
          case ADDED -> is ? Optional.of("ADDED") : Optional.empty();
          case DELETED -> is ? Optional.of("DELETED") : Optional.empty();
          case MODIFIED -> {
            if (is) {
              yield Optional.of(was ? "MODIFIED" : "ADDED");
            }
            yield was ? Optional.of("DELETED") : Optional.empty();
          }
        };
    type.ifPresent(name -> send(sink, name, rendering.apply(is ? event.object() : last(event))));
  }

  /** An object as the selection last had it, in the version in which it left. */
  private static ObjectNode last(WatchEvent event) {
    var object = event.previous().orElse(event.object()).deepCopy();
    Metadata.of(object).put("resourceVersion", Long.toString(event.resourceVersion()));
    return object;
  }

  private ObjectNode bookmark(long resourceVersion) {
    var object = json.createObjectNode();
    object.put("kind", type.kind()).put("apiVersion", type.apiVersion());
    object.putObject("metadata").put("resourceVersion", Long.toString(resourceVersion));
    return object;
  }

  private void send(WatchSink sink, String event, ObjectNode object) {
    var message = json.createObjectNode().put("type", event);
    message.set("object", object);
    sink.send(Buffer.buffer(message.toString())).toCompletionStage().toCompletableFuture().join();
  }
}

package dev.postroom.kubernetes.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Where watch events go: a chunked HTTP response or a WebSocket. */
interface WatchSink {

  /** Sends one event; the future completes when there is room for the next. */
  Future<Void> send(Buffer event);

  /** Ends the stream in good order. */
  void end();

  /** Whether the client is gone. */
  boolean closed();
}

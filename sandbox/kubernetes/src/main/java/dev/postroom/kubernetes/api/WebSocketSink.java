package dev.postroom.kubernetes.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;

/**
 * Watch events as WebSocket messages, one JSON object each.
 *
 * @param socket the upgraded connection
 */
record WebSocketSink(ServerWebSocket socket) implements WatchSink {

  @Override
  public Future<Void> send(Buffer event) {
    return socket.writeTextMessage(event.toString());
  }

  @Override
  public void end() {
    if (!closed()) {
      socket.close();
    }
  }

  @Override
  public boolean closed() {
    return socket.isClosed();
  }
}

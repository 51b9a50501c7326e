package dev.postroom.kubernetes.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Watch events as a chunked response, one JSON object a line.
 *
 * @param response the response to the watch request
 */
record HttpSink(HttpServerResponse response) implements WatchSink {

  HttpSink {
    response.setChunked(true).putHeader(HttpHeaders.CONTENT_TYPE, Exchange.JSON);
    // The client waits for the headers before it believes that it watches.
    response.writeHead();
  }

  @Override
  public Future<Void> send(Buffer event) {
    return response.write(event.appendString("\n"));
  }

  @Override
  public void end() {
    if (!closed()) {
      response.end();
    }
  }

  @Override
  public boolean closed() {
    return response.closed() || response.ended();
  }
}

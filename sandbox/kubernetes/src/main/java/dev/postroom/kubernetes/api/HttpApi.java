package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postroom.kubernetes.discovery.OpenApiV2;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.faults.Asked;
import dev.postroom.kubernetes.faults.Fault;
import dev.postroom.kubernetes.faults.Faults;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests from the event loop, reads their bodies and serves each on a virtual thread of its
 * own.
 */
final class HttpApi {

  /** The largest body taken, as kube-apiserver's: 3 MiB. */
  static final int LARGEST_BODY = 3 * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);

  /** In the query as it came: one that is no query is refused later, with words. */
  private static final Pattern WATCH = Pattern.compile("(?:^|&)watch=(?:true|1)(?:&|$)");

  private final ResourceHandler resources;
  private final SelfDescription description;
  private final ObjectMapper json;
  private final ExecutorService workers;
  private final Faults faults;

  HttpApi(
      ResourceHandler resources,
      SelfDescription description,
      ObjectMapper json,
      ExecutorService workers,
      Faults faults) {
    this.faults = faults;
    this.resources = resources;
    this.description = description;
    this.json = json;
    this.workers = workers;
  }

  /** Called on the event loop. */
  void accept(HttpServerRequest request) {
    var fault = faults.of(asked(request));
    if (fault.isPresent() && fault.get() instanceof Fault.Silence) {
      request.connection().close();
      return;
    }
    if ("websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
      // Paused, the request can still be upgraded when the worker says so.
      request.pause();
      var exchange = new Exchange(request, Buffer.buffer(), json);
      workers.execute(() -> answer(exchange, meeting(fault, this::routeWebSocket)));
      return;
    }
    var body = Buffer.buffer();
    request.handler(
        part -> {
          // What is beyond the limit is read and dropped, so that the client gets the answer.
          if (body.length() <= LARGEST_BODY) {
            body.appendBuffer(part);
          }
        });
    request.endHandler(
        end ->
            workers.execute(
                () -> answer(new Exchange(request, body, json), meeting(fault, this::route))));
  }

  private static Asked asked(HttpServerRequest request) {
    return new Asked(
        request.method().name(),
        request.path(),
        String.valueOf(request.getHeader(HttpHeaders.USER_AGENT)),
        request.query() != null && WATCH.matcher(request.query()).find());
  }

  /** The service with a fault before it. */
  private static Service meeting(Optional<Fault> fault, Service service) {
    return exchange -> {
      var changed = exchange;
      switch (fault.orElse(new Fault.Delay(Duration.ZERO))) {
        case Fault.Refusal(ApiFailure failure) -> throw failure;
        case Fault.Delay(Duration time) -> Thread.sleep(time);
        case Fault.Nonsense(String body, boolean cutOff) -> {
          exchange.sendNonsense(body, cutOff);
          return;
        }
        case Fault.Admission(var webhook) -> changed = exchange.changed(webhook);
        case Fault.Silence _ -> throw new IllegalStateException("its connection is closed");
      }
      service.serve(changed);
    };
  }

  /** What a request comes to; interrupted when the server stops. */
  @FunctionalInterface
  private interface Service {
    void serve(Exchange exchange) throws InterruptedException;
  }

  private static void answer(Exchange exchange, Service service) {
    try {
      service.serve(exchange);
    } catch (ApiFailure failure) {
      refuse(exchange, failure);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | StackOverflowError unexpected) {
      LOG.error("{} {} failed", exchange.method(), exchange.request().uri(), unexpected);
      refuse(
          exchange, ApiFailure.plain(ApiFailure.Reason.INTERNAL_ERROR, String.valueOf(unexpected)));
    }
  }

  private static void refuse(Exchange exchange, ApiFailure failure) {
    if (exchange.request().response().headWritten()) {
      // It is too late for a Status: a client must not take what it got so far for the whole.
      exchange.request().connection().close();
    } else {
      exchange.send(failure.reason().code(), failure.status());
    }
  }

  private void route(Exchange exchange) throws InterruptedException {
    requireReadable(exchange);
    var path = exchange.request().path();
    switch (path) {
      case "/healthz", "/livez", "/readyz" -> exchange.sendText("ok");
      case "/version" -> exchange.send(200, Version.document());
      case "/openapi/v2" -> openApiV2(exchange);
      default -> {
        var document = description.document(path);
        if (document.isPresent()) {
          exchange.send(200, document.get());
          return;
        }
        var resource = ResourcePath.parse(path).orElseThrow(ApiFailure::noSuchPath);
        if (ResourceHandler.isWatch(exchange)) {
          watch(
              exchange,
              resources.watch(exchange, resource),
              new HttpSink(exchange.request().response()));
        } else {
          resources.handle(exchange, resource);
        }
      }
    }
  }

  private void openApiV2(Exchange exchange) {
    if (exchange.header(HttpHeaders.ACCEPT).contains("protobuf")) {
      exchange.send(OpenApiV2.PROTOBUF, Buffer.buffer(description.openApiV2Protobuf()));
    } else {
      exchange.send(200, description.openApiV2());
    }
  }

  /** Upgrades a watch; whatever else comes as a WebSocket is refused. */
  private void routeWebSocket(Exchange exchange) throws InterruptedException {
    var path = ResourcePath.parse(exchange.request().path()).orElseThrow(ApiFailure::noSuchPath);
    if (!ResourceHandler.isWatch(exchange)) {
      throw ApiFailure.methodNotAllowed();
    }
    var watch = resources.watch(exchange, path);
    var socket = exchange.request().toWebSocket().toCompletionStage().toCompletableFuture();
    watch(exchange, watch, new WebSocketSink(socket.join()));
  }

  private void watch(Exchange exchange, Watch watch, WatchSink sink) throws InterruptedException {
    Runnable cut = () -> exchange.request().connection().close();
    faults.watching(cut);
    try {
      watch.run(sink);
    } finally {
      faults.ended(cut);
    }
  }

  private static void requireReadable(Exchange exchange) {
    if (exchange.body().length() > LARGEST_BODY) {
      throw ApiFailure.plain(
          ApiFailure.Reason.TOO_LARGE, "Request entity too large: limit is " + LARGEST_BODY);
    }
    if (exchange.contentType().contains("protobuf")) {
      throw ApiFailure.plain(
          ApiFailure.Reason.UNSUPPORTED_MEDIA_TYPE,
          "the body of the request was in an unknown format - accepted media types include:"
              + " application/json. Some commands of kubectl, such as create configmap, always send"
              + " protobuf; with \"--dry-run=client -o yaml | kubectl apply -f -\" behind it the same"
              + " command works here");
    }
  }
}

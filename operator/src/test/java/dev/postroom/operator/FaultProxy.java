package dev.postroom.operator;

import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.faults.Asked;
import dev.postroom.kubernetes.faults.Fault;
import dev.postroom.kubernetes.faults.Faults;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Stands in front of an API server that knows no faults: plain HTTP on a loopback address, all that
 * meets no fault is passed on as it comes, tokens included.
 */
final class FaultProxy implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  /** More watches than the operators of one test hold. */
  private static final int CONNECTIONS = 1000;

  private final Vertx vertx = Vertx.vertx();
  private final Faults faults = new Faults();
  private final HttpProxy proxy;
  private final HttpServer server;

  /**
   * @param url of the API server
   * @param certificate of the authority to trust, in PEM
   */
  FaultProxy(String url, Path certificate) {
    var origin = URI.create(url);
    var client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(new PemTrustOptions().addCertPath(certificate.toString()))
                .setMaxPoolSize(CONNECTIONS));
    proxy =
        HttpProxy.reverseProxy(client)
            .origin(SocketAddress.inetSocketAddress(origin.getPort(), origin.getHost()));
    server = await(vertx.createHttpServer().requestHandler(this::accept).listen(0, HOST));
  }

  String url() {
    return "http://%s:%d".formatted(HOST, server.actualPort());
  }

  Faults faults() {
    return faults;
  }

  private void accept(HttpServerRequest request) {
    switch (faults.of(asked(request)).orElse(new Fault.Delay(Duration.ZERO))) {
      case Fault.Silence _ -> request.connection().close();
      case Fault.Refusal(ApiFailure failure) ->
          request
              .response()
              .setStatusCode(failure.reason().code())
              .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
              .end(failure.status().toString());
      case Fault.Nonsense(String body, boolean cutOff) -> {
        var response = request.response();
        var announced = body.length() + (cutOff ? 1 : 0);
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(announced));
        response.write(body).onComplete(_ -> endOrCutOff(request, cutOff));
      }
      case Fault.Admission _ ->
          throw new UnsupportedOperationException("the proxy changes nothing that is written");
      case Fault.Delay(Duration time) when time.isZero() -> pass(request);
      case Fault.Delay(Duration time) -> {
        request.pause();
        vertx.setTimer(time.toMillis(), _ -> pass(request));
      }
    }
  }

  private static void endOrCutOff(HttpServerRequest request, boolean cutOff) {
    if (cutOff) {
      request.connection().close();
    } else {
      request.response().end();
    }
  }

  private void pass(HttpServerRequest request) {
    if (asked(request).isWatch()) {
      Runnable cut = () -> request.connection().close();
      faults.watching(cut);
      request.connection().closeHandler(_ -> faults.ended(cut));
    }
    proxy.handle(request);
  }

  private static Asked asked(HttpServerRequest request) {
    return new Asked(
        request.method().name(),
        request.path(),
        String.valueOf(request.getHeader(HttpHeaders.USER_AGENT)),
        Optional.ofNullable(request.getParam("watch")).filter("true"::equals).isPresent());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}

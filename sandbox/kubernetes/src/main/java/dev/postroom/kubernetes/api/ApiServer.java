package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.postroom.kubernetes.faults.Faults;
import dev.postroom.kubernetes.registry.Registry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A small Kubernetes API server: plain HTTP on a loopback address, objects in memory, gone when it
 * is closed. There is no authentication: whoever reaches the address may do everything, so it
 * refuses to listen elsewhere than on loopback.
 */
public final class ApiServer implements AutoCloseable {

  private final String url;
  private final Vertx vertx;
  private final HttpServer http;
  private final Registry registry;
  private final AtomicReference<PodLogs> podLogs;
  private final ExecutorService workers;
  private final Faults faults;

  private ApiServer(
      String url,
      Vertx vertx,
      HttpServer http,
      Registry registry,
      AtomicReference<PodLogs> podLogs,
      ExecutorService workers,
      Faults faults) {
    this.faults = faults;
    this.podLogs = podLogs;
    this.url = url;
    this.vertx = vertx;
    this.http = http;
    this.registry = registry;
    this.workers = workers;
  }

  /** Where Services get their addresses from unless something else is said. */
  public static final String DEFAULT_SERVICE_RANGE = "127.96.0.0/24";

  /** The longest request line taken, in bytes: selectors of many labels fit in. */
  static final int LONGEST_REQUEST_LINE = 64 * 1024;

  /** Starts a server on 127.0.0.1 and a free port. */
  public static ApiServer start() {
    return start(new InetSocketAddress("127.0.0.1", 0));
  }

  /** Starts a server whose Services get their addresses from {@link #DEFAULT_SERVICE_RANGE}. */
  public static ApiServer start(InetSocketAddress address) {
    return start(address, DEFAULT_SERVICE_RANGE);
  }

  /**
   * Starts a server.
   *
   * @param address a loopback address; port 0 for a free port
   * @param serviceRange the range of loopback addresses that Services get theirs from
   * @throws IllegalArgumentException where the address is not a loopback address
   * @throws UncheckedIOException where it cannot be listened on
   */
  public static ApiServer start(InetSocketAddress address, String serviceRange) {
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          address
              + " is not a loopback address; the server has no authentication and must not be"
              + " reachable from elsewhere");
    }
    var registry = Registry.start(Clock.systemUTC(), serviceRange);
    var workers = Executors.newVirtualThreadPerTaskExecutor();
    var podLogs = new AtomicReference<>(PodLogs.NONE);
    var descriptions = new TypeDescriptions(registry.store());
    var faults = new Faults();
    var handler =
        new ResourceHandler(
            registry.store(),
            registry.types(),
            registry.resources(),
            new Renderings(descriptions::table, Clock.systemUTC()),
            podLogs::get);
    var api =
        new HttpApi(
            handler,
            new SelfDescription(registry.types(), descriptions),
            new ObjectMapper(),
            workers,
            faults);
    var vertx = Vertx.vertx();
    var options =
        new HttpServerOptions()
            .setHttp2ClearTextEnabled(false)
            .setMaxInitialLineLength(LONGEST_REQUEST_LINE);
    var host = address.getAddress().getHostAddress();
    var http = vertx.createHttpServer(options).requestHandler(api::accept);
    try {
      await(http.listen(address.getPort(), host));
    } catch (CompletionException refused) {
      registry.close();
      await(vertx.close());
      throw new UncheckedIOException(
          new IOException("the API server cannot listen on " + address, refused.getCause()));
    }
    var url = "http://%s:%d".formatted(host, http.actualPort());
    return new ApiServer(url, vertx, http, registry, podLogs, workers, faults);
  }

  private static void await(Future<?> future) {
    future.toCompletionStage().toCompletableFuture().join();
  }

  /** Where it serves: {@code http://ADDRESS:PORT}. */
  public String url() {
    return url;
  }

  /** A kubeconfig file, as text, that makes kubectl and client libraries talk to this server. */
  public String kubeconfig() {
    return Kubeconfig.text(url);
  }

  /** What goes wrong with this server; nothing until it is told. */
  public Faults faults() {
    return faults;
  }

  /** Says where the logs of pods are, once there is a node that runs them. */
  public void servePodLogs(PodLogs logs) {
    podLogs.set(logs);
  }

  /** Ends every watch and stops serving. */
  @Override
  public void close() {
    registry.close();
    await(http.close());
    await(vertx.close());
    workers.shutdownNow();
  }
}

package dev.postroom.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.postroom.contract.ContentHash;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.contract.report.ReportRequest;
import dev.postroom.contract.report.ReportTag;
import dev.postroom.operator.rollout.ReportTokens;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * A ready pod of the server {@code mail} that runs with whatever the ConfigMaps hold, and reports
 * the peers that a test gives it, over HTTP on a loopback address of its own.
 */
final class FakePod implements AutoCloseable {

  static final String NAME = "mail-0";

  private final KubernetesClient client;
  private final String namespace;
  private final HttpServer http;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger listened = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean tells;
  private volatile boolean silent;
  private volatile Instant changed = Instant.now();
  private volatile UnaryOperator<Reports> peers = reports -> reports;
  private volatile Optional<byte[]> bytes = Optional.empty();
  private final Map<String, Optional<? extends HasMetadata>> mounted = new ConcurrentHashMap<>();

  /** One of the namespace {@code default}. */
  FakePod(KubernetesClient client) throws IOException {
    this(client, "default");
  }

  FakePod(KubernetesClient client, String namespace) throws IOException {
    var address = PodAddresses.next();
    this.client = client;
    this.namespace = namespace;
    http = HttpServer.create(new InetSocketAddress(address, 9180), 0);
    http.createContext(
        PeerReport.PATH,
        exchange -> {
          try (exchange) {
            if (silent) {
              closed.await();
              return;
            }
            if (!isAllowed(exchange.getRequestHeaders().getFirst("Authorization"))) {
              exchange.sendResponseHeaders(401, -1);
              return;
            }
            if (tells) {
              answer(exchange);
              return;
            }
            asked.incrementAndGet();
            var json = bytes.orElseGet(() -> PeerReportJson.write(report()));
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.start();
    create(address);
  }

  /** Who is connected from now on. */
  void reports(UnaryOperator<Reports> peers) {
    changed = Instant.now();
    this.peers = peers;
  }

  /** From now on it says when its report is the same, and holds back that answer, as servers do. */
  void tells() {
    tells = true;
  }

  /** From now on it accepts connections, keeps those that are open, and answers nothing. */
  void fallsSilent() {
    silent = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean head = exchange.getRequestMethod().equals("HEAD");
    (head ? listened : asked).incrementAndGet();
    var headers = exchange.getRequestHeaders();
    var request =
        ReportRequest.of(
            Optional.ofNullable(headers.getFirst("If-None-Match")),
            Optional.ofNullable(headers.getFirst("Prefer")));
    var end = Instant.now().plus(request.patience());
    Awaitility.await()
        .atMost(request.patience().plusMinutes(1))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !request.has(ReportTag.of(told())) || Instant.now().isAfter(end));
    var report = told();
    exchange.getResponseHeaders().set("ETag", ReportTag.of(report).text());
    if (request.has(ReportTag.of(report))) {
      exchange.getResponseHeaders().set(ReportRequest.AT, Instant.now().toString());
      exchange.sendResponseHeaders(304, -1);
    } else if (head) {
      exchange.sendResponseHeaders(200, -1);
    } else {
      var json = PeerReportJson.write(report);
      exchange.sendResponseHeaders(200, json.length);
      exchange.getResponseBody().write(json);
    }
  }

  /** All but its time is of when it changed last. */
  private PeerReport told() {
    return peers.apply(Reports.of(NAME).at(changed).running(files())).build().asOf(Instant.now());
  }

  /** From now on these are its report, whatever they are. */
  void answers(byte[] bytes) {
    this.bytes = Optional.of(bytes);
  }

  /** How often it was asked for its report. */
  int asked() {
    return asked.get();
  }

  /** How often it was asked to say when it has another report. */
  int listened() {
    return listened.get();
  }

  /** As the server does, by what the pod has mounted. */
  private boolean isAllowed(String authorization) {
    return mounted(client.secrets(), "mail-report-token")
        .flatMap(ReportTokens::token)
        .map("Bearer "::concat)
        .equals(Optional.of(authorization));
  }

  private PeerReport report() {
    return peers.apply(Reports.of(NAME).at(Instant.now()).running(files())).build();
  }

  private Map<String, String> files() {
    var files = new HashMap<String, String>();
    for (var name : new String[] {"mail-config", "mail-limits"}) {
      mounted(client.configMaps(), name)
          .ifPresent(
              map -> map.getData().forEach((file, text) -> files.put(file, ContentHash.of(text))));
    }
    return files;
  }

  /** As it is now; as it was, while the API server is away, since what is mounted stays. */
  private <T extends HasMetadata> Optional<T> mounted(
      MixedOperation<T, ?, ? extends Resource<T>> kind, String name) {
    try {
      var found = Optional.ofNullable(kind.inNamespace(namespace).withName(name).get());
      mounted.put(name, found);
      return found;
    } catch (KubernetesClientException e) {
      @SuppressWarnings("unchecked")
      var before = (Optional<T>) mounted.getOrDefault(name, Optional.empty());
      return before;
    }
  }

  private void create(String address) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(NAME)
            .addToLabels("app.kubernetes.io/managed-by", "postroom-operator")
            .addToLabels("app.kubernetes.io/instance", "mail")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("imap-server")
            .withImage("postroom/imap-server:0.1.0")
            .endContainer()
            .endSpec()
            .build();
    client.resource(pod).create();
    status(address, true);
  }

  /** Whether it is ready from now on. */
  void ready(boolean ready) {
    status(http.getAddress().getAddress().getHostAddress(), ready);
  }

  private void status(String address, boolean ready) {
    var condition =
        new PodConditionBuilder().withType("Ready").withStatus(ready ? "True" : "False").build();
    var status = new PodStatusBuilder().withPodIP(address).withConditions(condition).build();
    client
        .pods()
        .inNamespace(namespace)
        .withName(NAME)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            client.getKubernetesSerialization().asJson(Map.of("status", status)));
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
  }
}

package dev.postroom.operator;

import com.sun.net.httpserver.HttpServer;
import dev.postroom.contract.ContentHash;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.operator.rollout.ReportTokens;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

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
  private volatile UnaryOperator<Reports> peers = reports -> reports;
  private volatile Optional<byte[]> bytes = Optional.empty();

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
            if (!isAllowed(exchange.getRequestHeaders().getFirst("Authorization"))) {
              exchange.sendResponseHeaders(401, -1);
              return;
            }
            asked.incrementAndGet();
            var json = bytes.orElseGet(() -> PeerReportJson.write(report()));
            exchange.sendResponseHeaders(200, json.length);
            exchange.getResponseBody().write(json);
          }
        });
    http.start();
    create(address);
  }

  /** Who is connected from now on. */
  void reports(UnaryOperator<Reports> peers) {
    this.peers = peers;
  }

  /** From now on these are its report, whatever they are. */
  void answers(byte[] bytes) {
    this.bytes = Optional.of(bytes);
  }

  /** How often it was asked for its report. */
  int asked() {
    return asked.get();
  }

  /** As the server does, by what the pod has mounted. */
  private boolean isAllowed(String authorization) {
    var secret = client.secrets().inNamespace(namespace).withName("mail-report-token").get();
    return secret != null
        && ReportTokens.token(secret).map("Bearer "::concat).equals(Optional.of(authorization));
  }

  private PeerReport report() {
    return peers.apply(Reports.of(NAME).at(Instant.now()).running(files())).build();
  }

  private Map<String, String> files() {
    var files = new HashMap<String, String>();
    for (var name : new String[] {"mail-config", "mail-limits"}) {
      var map = client.configMaps().inNamespace(namespace).withName(name).get();
      if (map != null) {
        map.getData().forEach((file, text) -> files.put(file, ContentHash.of(text)));
      }
    }
    return files;
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
    http.stop(0);
  }
}

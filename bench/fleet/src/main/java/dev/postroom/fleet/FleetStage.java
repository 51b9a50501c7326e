package dev.postroom.fleet;

import dev.postroom.crds.ImapServer;
import dev.postroom.kubernetes.address.AddressPool;
import dev.postroom.kubernetes.address.LoopbackBlock;
import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.kubernetes.controller.Controllers;
import dev.postroom.office.stage.Distribution;
import dev.postroom.office.stage.OperatorProcess;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** A cluster on loopback, the operator in it, and as many ImapServers as are asked for. */
final class FleetStage implements AutoCloseable {

  private static final int API_PORT = 6443;

  private static final Duration REQUEST_TIMEOUT = Duration.ofMinutes(1);

  /** So many servers share a namespace. */
  private static final int PER_NAMESPACE = 50;

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final LoopbackBlock block;
  private final KubernetesClient client;
  private final ReportingNode node;
  private final OperatorProcess operator;

  FleetStage(Path directory) throws Exception {
    try {
      block = opened(LoopbackBlock.claim());
      ApiServer api =
          opened(
              ApiServer.start(
                  new InetSocketAddress(block.address(0, 1), API_PORT), block.range(16, 20)));
      var kubeconfig = directory.resolve("kubeconfig");
      Files.writeString(kubeconfig, api.kubeconfig());
      client = opened(new KubernetesClientBuilder().withConfig(patient(api.kubeconfig())).build());
      opened(new Controllers(client, Clock.systemUTC()));
      Vertx vertx = Vertx.vertx();
      opened(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
      node =
          opened(
              new ReportingNode(
                  client,
                  vertx,
                  block.address(0, 2),
                  new AddressPool(block.range(32, 20)),
                  Clock.systemUTC()));
      define();
      operator =
          opened(
              new OperatorProcess(
                  asShipped(Distribution.above(Path.of("")).operator()),
                  kubeconfig,
                  block.address(0, 3),
                  directory.resolve("operator.log"),
                  directory));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** As the image runs it in the chart's pod: half of 512 MiB are heap. */
  private static List<String> asShipped(Path jar) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "@" + jar.resolveSibling("jvm.options"),
        "-Xmx256m",
        "-jar",
        jar.toString());
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** Hundreds of servers that begin at once make an API server slow. */
  private static Config patient(String kubeconfig) {
    var config = Config.fromKubeconfig(kubeconfig);
    config.setRequestTimeout((int) REQUEST_TIMEOUT.toMillis());
    return config;
  }

  private void define() throws IOException {
    try (InputStream yaml = ImapServer.class.getResourceAsStream("imapservers.postroom.dev.yaml")) {
      client
          .load(yaml)
          .items()
          .forEach(crd -> client.resource((CustomResourceDefinition) crd).create());
    }
  }

  /** Applies the servers and the Secret that each refers to. */
  void apply(int servers) throws IOException {
    String manifest;
    try (InputStream yaml = FleetStage.class.getResourceAsStream("imapserver.yaml")) {
      manifest = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    }
    for (int i = 0; i < servers; i++) {
      var namespace = "fleet-%02d".formatted(i / PER_NAMESPACE);
      if (i % PER_NAMESPACE == 0) {
        client
            .resource(
                new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
            .create();
      }
      var name = "mail-%03d".formatted(i);
      client
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withName(name + "-users")
                  .withNamespace(namespace)
                  .endMetadata()
                  .addToStringData("userdb", "")
                  .build())
          .create();
      var server =
          Serialization.unmarshal(
              manifest.replace("NAMESPACE", namespace).replace("NAME", name), ImapServer.class);
      client.resource(server).create();
    }
  }

  KubernetesClient client() {
    return client;
  }

  Collection<ReportingPod> pods() {
    return node.pods();
  }

  /** How many requests pods were asked. */
  long asked() {
    return node.asked();
  }

  OperatorProcess operator() {
    return operator;
  }

  /** How often anything in the cluster was written. */
  long writes() {
    return Long.parseLong(client.namespaces().list().getMetadata().getResourceVersion());
  }

  @Override
  public void close() throws Exception {
    while (!parts.isEmpty()) {
      parts.pop().close();
    }
  }
}

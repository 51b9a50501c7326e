package dev.postroom.kubernetes.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.address.LoopbackBlock;
import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.kubernetes.controller.Controllers;
import dev.postroom.kubernetes.controller.PodConditions;
import dev.postroom.kubernetes.proxy.ServiceProxy;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** An API server, controllers, a node that knows {@link TestProgram}, and a service proxy. */
final class TestNode implements AutoCloseable {

  static final String IMAGE = "test/program:1";
  static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  final LoopbackBlock block;
  final KubernetesClient client;
  final KubeletSettings settings;
  private final ApiServer api;
  private final Controllers controllers;
  private final Kubelet kubelet;
  private final ServiceProxy proxy;

  TestNode(Path directory) throws IOException {
    block = LoopbackBlock.claim();
    api = ApiServer.start(new InetSocketAddress(block.address(0, 1), 0), block.range(1));
    Config config =
        new ConfigBuilder(Config.empty()).withMasterUrl(api.url()).withNamespace("default").build();
    client = new KubernetesClientBuilder().withConfig(config).build();
    controllers = new Controllers(client, Clock.systemUTC());
    settings =
        new KubeletSettings(
            "laptop",
            block.address(0, 2),
            block.range(3),
            directory,
            Duration.ofHours(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(1));
    Image program =
        new Image(
            List.of(
                JAVA.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                Path.of("target/test-classes").toAbsolutePath().toString(),
                TestProgram.class.getName()),
            Map.of());
    kubelet =
        new Kubelet(
            client,
            settings,
            new ImageCatalogue(Map.of("test/program", program)),
            Clock.systemUTC());
    api.servePodLogs(kubelet::log);
    proxy = new ServiceProxy(client, settings.nodeAddress(), block.range(2));
  }

  /** A set of one pod that runs the program with a claim at /data. */
  static StatefulSetBuilder set() {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withReplicas(1)
        .withServiceName("web")
        .withNewSelector()
        .addToMatchLabels("app", "web")
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", "web")
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(20L)
        .addNewContainer()
        .withName("program")
        .withImage(IMAGE)
        .addNewPort()
        .withName("http")
        .withContainerPort(8080)
        .endPort()
        .addNewEnv()
        .withName("POD")
        .withNewValueFrom()
        .withNewFieldRef("v1", "metadata.name")
        .endValueFrom()
        .endEnv()
        .withNewReadinessProbe()
        .withPeriodSeconds(1)
        .withFailureThreshold(1)
        .withNewHttpGet()
        .withPath("/ready")
        .withNewPort("http")
        .endHttpGet()
        .endReadinessProbe()
        .addNewVolumeMount()
        .withName("data")
        .withMountPath("/data")
        .endVolumeMount()
        .endContainer()
        .endSpec()
        .endTemplate()
        .addNewVolumeClaimTemplate()
        .withNewMetadata()
        .withName("data")
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .endSpec()
        .endVolumeClaimTemplate()
        .endSpec();
  }

  StatefulSet create(StatefulSetBuilder set) {
    return client.resource(set.build()).create();
  }

  /** Changes the set as a user would, again where a controller was faster. */
  void editSet(UnaryOperator<StatefulSetBuilder> change) {
    eventually(
        "the set can be edited",
        () ->
            client
                .apps()
                .statefulSets()
                .inNamespace("default")
                .withName("web")
                .edit(set -> change.apply(new StatefulSetBuilder(set)).build()));
  }

  Service createService(String type, String externalTrafficPolicy) {
    return client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName("web")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withType(type)
                .withExternalTrafficPolicy(externalTrafficPolicy)
                .addToSelector("app", "web")
                .addNewPort()
                .withName("http")
                .withPort(8000)
                .withNewTargetPort("http")
                .endPort()
                .endSpec()
                .build())
        .create();
  }

  Pod pod() {
    return client.pods().inNamespace("default").withName("web-0").get();
  }

  /** Waits for the pod to be as described. */
  Pod await(String what, Predicate<Pod> wanted) {
    return eventually(
        "pod web-0 " + what,
        () -> {
          Pod pod = pod();
          return pod != null && wanted.test(pod) ? pod : null;
        });
  }

  Pod awaitReady() {
    return await("is ready", PodConditions::isReady);
  }

  /** Asks until there is an answer other than null, and fails when the deadline is over. */
  static <T> T eventually(String what, Callable<T> attempt) {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    Exception last = null;
    do {
      try {
        T result = attempt.call();
        if (result != null) {
          return result;
        }
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    } while (System.nanoTime() < deadline);
    throw new AssertionError("not within " + DEADLINE + ": " + what, last);
  }

  /** The body of a page of the program in the pod, asked from {@code source}. */
  static String get(InetAddress source, String host, int port, String path) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(source, 0));
      socket.connect(new InetSocketAddress(host, port), 10_000);
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.0\r\nHost: pod\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  String get(Pod pod, String path) throws IOException {
    return get(settings.nodeAddress(), pod.getStatus().getPodIP(), 8080, path);
  }

  static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst().getRestartCount();
  }

  /** The processes of this JVM that run the program. */
  List<ProcessHandle> programs() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("TestProgram"))
        .toList();
  }

  @Override
  public void close() throws Exception {
    proxy.close();
    kubelet.close();
    controllers.close();
    client.close();
    api.close();
    block.close();
    assertThat(programs()).as("programs that outlive their node").isEmpty();
  }
}

package dev.postroom.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The server as a Fabric8 client sees it. */
class ApiServerTest {

  private static final long DEADLINE_SECONDS = 20;

  private static ApiServer server;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    server = ApiServer.start();
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(server.kubeconfig()))
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @AfterEach
  void deleteConfigMaps() {
    client.configMaps().inNamespace("default").delete();
  }

  @Test
  void refusesToListenWhereOthersCouldReachIt() {
    assertThatThrownBy(
            () -> ApiServer.start(new InetSocketAddress("192.0.2.1", 0), "127.96.0.0/24"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a loopback address");
  }

  @Test
  void saysWhichAddressItCannotListenOn() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var address = new InetSocketAddress("127.0.0.1", taken.getLocalPort());

      assertThatThrownBy(() -> ApiServer.start(address))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("the API server cannot listen on " + address);
    }
  }

  @Test
  void createdObjectsCanBeReadBack() {
    var created = create("a", "k", "v");

    assertThat(created.getMetadata().getUid()).isNotEmpty();
    assertThat(created.getMetadata().getCreationTimestamp()).isNotEmpty();
    assertThat(get("a")).isEqualTo(created);
  }

  @Test
  void aNameCanBeTakenOnlyOnce() {
    create("a", "k", "v");

    assertThatThrownBy(() -> create("a", "k", "v"))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> {
              assertThat(refused.getCode()).isEqualTo(409);
              assertThat(refused.getStatus().getReason()).isEqualTo("AlreadyExists");
            })
        .hasMessageContaining("configmaps \"a\" already exists");
  }

  @Test
  void anUpdateOfAnOldVersionConflicts() {
    var old = create("a", "k", "v");
    client.resource(map("a", "k", "w")).inNamespace("default").update();

    assertThatThrownBy(
            () -> client.resource(new ConfigMapBuilder(old).addToData("k", "x").build()).update())
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> assertThat(refused.getStatus().getReason()).isEqualTo("Conflict"))
        .hasMessageContaining("the object has been modified");
  }

  @Test
  void anUpdateThatChangesNothingIsNotWritten() {
    var created = create("a", "k", "v");

    var updated = client.resource(map("a", "k", "v")).inNamespace("default").update();

    assertThat(updated.getMetadata().getResourceVersion())
        .isEqualTo(created.getMetadata().getResourceVersion());
  }

  @Test
  void editsArriveAsPatches() {
    create("a", "k", "v");

    client
        .configMaps()
        .inNamespace("default")
        .withName("a")
        .edit(map -> new ConfigMapBuilder(map).addToData("l", "w").build());

    assertThat(get("a").getData()).containsEntry("k", "v").containsEntry("l", "w");
  }

  @Test
  void watchesTellEveryChangeInOrder() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    try (var watch = client.configMaps().inNamespace("default").watch(into(seen))) {
      create("a", "k", "v");
      client.resource(map("a", "k", "w")).inNamespace("default").update();
      client.configMaps().inNamespace("default").withName("a").delete();

      assertThat(List.of(take(seen), take(seen), take(seen)))
          .containsExactly("ADDED a", "MODIFIED a", "DELETED a");
    }
  }

  @Test
  void informersFollowTheServer() {
    create("before", "k", "v");
    try (var informer = client.configMaps().inNamespace("default").inform()) {
      create("after", "k", "v");

      eventually(
          () ->
              informer.getStore().list().stream()
                  .map(map -> map.getMetadata().getName())
                  .sorted()
                  .toList()
                  .equals(List.of("after", "before")));
    }
  }

  @Test
  void pagesAddUpToTheWholeList() {
    List.of("a", "b", "c", "d", "e").forEach(name -> create(name, "k", "v"));
    var maps = client.configMaps().inNamespace("default");

    var first =
        maps.list(new io.fabric8.kubernetes.api.model.ListOptionsBuilder().withLimit(3L).build());
    var second =
        maps.list(
            new io.fabric8.kubernetes.api.model.ListOptionsBuilder()
                .withLimit(3L)
                .withContinue(first.getMetadata().getContinue())
                .build());

    assertThat(names(first.getItems())).containsExactly("a", "b", "c");
    assertThat(names(second.getItems())).containsExactly("d", "e");
    assertThat(second.getMetadata().getContinue()).isNull();
  }

  private static List<String> names(List<ConfigMap> maps) {
    return maps.stream().map(map -> map.getMetadata().getName()).toList();
  }

  private static ConfigMap create(String name, String key, String value) {
    return client.resource(map(name, key, value)).inNamespace("default").create();
  }

  private static ConfigMap get(String name) {
    return client.configMaps().inNamespace("default").withName(name).get();
  }

  private static ConfigMap map(String name, String key, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .addToData(key, value)
        .build();
  }

  private static Watcher<ConfigMap> into(BlockingQueue<String> seen) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, ConfigMap map) {
        seen.add(action + " " + map.getMetadata().getName());
      }

      @Override
      public void onClose(WatcherException cause) {
        seen.add("CLOSED " + cause.getMessage());
      }
    };
  }

  private static String take(BlockingQueue<String> seen) throws InterruptedException {
    return seen.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private static void eventually(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited %d s", DEADLINE_SECONDS).isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }
}

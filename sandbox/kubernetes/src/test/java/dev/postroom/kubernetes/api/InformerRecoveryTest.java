package dev.postroom.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** An informer that was cut off for longer than the server remembers. */
class InformerRecoveryTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** More changes than the server keeps of one resource. */
  private static final int CHANGES = 1100;

  @Test
  void anInformerThatMissedMoreThanIsKeptListsAgainAndMissesNothing() throws Exception {
    try (var server = ApiServer.start();
        var line = new Line(URI.create(server.url()));
        var near = client(server.url());
        var far = client(line.url());
        var informer = far.configMaps().inNamespace("default").inform()) {
      near.resource(map("stays", "0")).create();
      near.resource(map("goes", "0")).create();
      eventually(() -> informer.getStore().list().size() == 2);

      line.cut();
      near.configMaps().inNamespace("default").withName("goes").delete();
      for (int i = 1; i <= CHANGES; i++) {
        near.resource(map("stays", Integer.toString(i))).inNamespace("default").update();
      }
      near.resource(map("came", "0")).create();
      line.mend();

      eventually(
          () ->
              informer.getStore().list().stream()
                  .map(map -> map.getMetadata().getName() + map.getData())
                  .sorted()
                  .toList()
                  .equals(List.of("came{k=0}", "stays{k=" + CHANGES + "}")));
      near.resource(map("after", "0")).create();
      eventually(() -> informer.getStore().list().size() == 3);
    }
  }

  private static KubernetesClient client(String url) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(Kubeconfig.text(url)))
        .build();
  }

  private static ConfigMap map(String name, String value) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .addToData("k", value)
        .build();
  }

  private static void eventually(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited %s", DEADLINE).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** A line to the server that can be cut. */
  private static final class Line implements AutoCloseable {

    private final URI target;
    private final ServerSocket listener;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile boolean whole = true;

    Line(URI target) throws IOException {
      this.target = target;
      this.listener = new ServerSocket();
      listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      Thread.ofVirtual().start(this::accept);
    }

    String url() {
      return "http://127.0.0.1:" + listener.getLocalPort();
    }

    void cut() throws IOException {
      whole = false;
      for (var socket : open) {
        socket.close();
      }
    }

    void mend() {
      whole = true;
    }

    @Override
    public void close() throws IOException {
      listener.close();
      cut();
    }

    private void accept() {
      try {
        while (true) {
          var near = listener.accept();
          open.add(near);
          if (whole) {
            var far = new Socket(target.getHost(), target.getPort());
            open.add(far);
            Thread.ofVirtual().start(() -> copy(near, far));
            Thread.ofVirtual().start(() -> copy(far, near));
          } else {
            near.close();
          }
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private static void copy(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException cut) {
        // One end went, and with it the other.
      }
    }
  }
}

package dev.postroom.office.stage;

import dev.postroom.kubernetes.address.LoopbackBlock;
import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.kubernetes.controller.Controllers;
import dev.postroom.kubernetes.controller.PodConditions;
import dev.postroom.kubernetes.node.Image;
import dev.postroom.kubernetes.node.ImageCatalogue;
import dev.postroom.kubernetes.node.Kubelet;
import dev.postroom.kubernetes.node.KubeletSettings;
import dev.postroom.kubernetes.proxy.ServiceProxy;
import dev.postroom.office.play.Person;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cluster on loopback with the real operator in it and an ImapServer that runs: an API server,
 * controllers, a node and a service proxy in this process, the operator and the server each in one
 * of its own. Everything ends when it is closed.
 *
 * <p>Of its block 127.N.0.0/16, .0 has the API server (.1), the node (.2) and the operator (.3), .1
 * the Services, .2 the load balancer's addresses, .3 the pods, and .9 the clients.
 */
public final class Stage implements AutoCloseable {

  /** The server's management port, where its peer report is. */
  public static final int MANAGEMENT_PORT = 9180;

  public static final int IMAP_PORT = 1143;
  public static final int IMAPS_PORT = 1993;
  private static final int API_PORT = 6443;
  private static final String IMAGE = "postroom/imap-server";
  private static final Duration UP_WITHIN = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Workspace workspace;
  private final LoopbackBlock block;
  private final KubernetesClient client;
  private final OperatorProcess operator;
  private final Manifests manifests;

  /**
   * Starts the cluster and the operator.
   *
   * @throws IOException when a part cannot be started; what was started is ended again
   */
  public Stage(Distribution distribution, Workspace workspace)
      throws IOException, InterruptedException {
    this.workspace = workspace;
    try {
      block = opened(LoopbackBlock.claim());
      ApiServer api =
          opened(
              ApiServer.start(
                  new InetSocketAddress(block.address(0, 1), API_PORT), block.range(1)));
      Files.writeString(workspace.kubeconfig(), api.kubeconfig());
      client =
          opened(
              new KubernetesClientBuilder()
                  .withConfig(Config.fromKubeconfig(api.kubeconfig()))
                  .build());
      InetAddress nodeAddress = block.address(0, 2);
      opened(new Controllers(client, Clock.systemUTC()));
      Kubelet kubelet =
          opened(
              new Kubelet(
                  client,
                  KubeletSettings.standard("laptop", nodeAddress, block.range(3), workspace.node()),
                  new ImageCatalogue(
                      Map.of(
                          IMAGE,
                          new Image(JavaPrograms.commandLine(distribution.server()), Map.of()))),
                  Clock.systemUTC()));
      api.servePodLogs(kubelet::log);
      opened(new ServiceProxy(client, nodeAddress, block.range(2)));
      manifests = new Manifests(client);
      manifests.applyDefinitions(distribution.crds());
      operator =
          opened(
              new OperatorProcess(
                  distribution.operator(),
                  workspace.kubeconfig(),
                  block.address(0, 3),
                  workspace.operatorLog(),
                  workspace.directory()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private synchronized <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  /** A source address for clients; {@code number} tells them apart. */
  public InetAddress clientAddress(int number) {
    return block.address(9, number);
  }

  public KubernetesClient client() {
    return client;
  }

  public Workspace workspace() {
    return workspace;
  }

  /** The log of the server, which goes on when its pod is replaced. */
  public Path serverLog() {
    return workspace.serverLog(serverName() + "-0", "imap-server");
  }

  public String namespace() {
    return Manifests.NAMESPACE;
  }

  public String serverName() {
    return Manifests.NAME;
  }

  /**
   * Applies an ImapServer whose users are {@code people}, and waits until clients can connect.
   *
   * @return where they connect to
   * @throws IllegalStateException when that takes longer than {@link #UP_WITHIN}
   */
  public InetSocketAddress serve(List<Person> people) throws IOException, InterruptedException {
    manifests.applySecrets(people, SelfSigned.make(block.address(2, 2), workspace.directory()));
    manifests.applyServer();
    long deadline = System.nanoTime() + UP_WITHIN.toNanos();
    while (System.nanoTime() < deadline) {
      operator.requireAlive(workspace.operatorLog());
      Optional<InetSocketAddress> address = serving();
      if (address.isPresent()) {
        return address.get();
      }
      Thread.sleep(POLL);
    }
    throw new IllegalStateException(
        "the server did not come up within "
            + UP_WITHIN.toSeconds()
            + " s; see the logs in "
            + workspace.directory());
  }

  /** Where clients connect to, once the pod is ready and the Service leads to it. */
  private Optional<InetSocketAddress> serving() {
    var pod = client.pods().inNamespace(namespace()).withName(serverName() + "-0").get();
    Service service = client.services().inNamespace(namespace()).withName(serverName()).get();
    if (pod == null || !PodConditions.isReady(pod) || service == null) {
      return Optional.empty();
    }
    return ingress(service).map(ip -> new InetSocketAddress(ip, IMAP_PORT)).filter(Stage::accepts);
  }

  private static Optional<String> ingress(Service service) {
    return Optional.ofNullable(service.getStatus())
        .map(status -> status.getLoadBalancer())
        .flatMap(balancer -> balancer.getIngress().stream().findFirst())
        .map(LoadBalancerIngress::getIp);
  }

  private static boolean accepts(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) POLL.toMillis());
      return true;
    } catch (IOException e) {
      LOG.debug("{} is not yet listened on", address, e);
      return false;
    }
  }

  /**
   * Ends everything, the last part first. A part that fails to end does not keep the others, and an
   * interruption takes nobody the time to end in order.
   */
  @Override
  public synchronized void close() {
    boolean interrupted = Thread.interrupted();
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (Exception e) {
        LOG.warn("{} did not end as it should", part, e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

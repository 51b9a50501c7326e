package dev.postroom.kubernetes.node;

import dev.postroom.kubernetes.address.AddressPool;
import dev.postroom.kubernetes.process.ProcessLauncher;
import dev.postroom.kubernetes.process.ProcessLog;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Registers a node and runs the pods that are bound to it, until closed. */
public final class Kubelet implements AutoCloseable {

  /** How long programs have to end when the node does, before they are killed. */
  private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(5);

  private final NodeParts parts;
  private final Map<String, PodWorker> byUid = new HashMap<>();
  private final SharedIndexInformer<Pod> pods;
  private boolean closed;

  /** The client is the caller's to close, after this. */
  public Kubelet(
      KubernetesClient client, KubeletSettings settings, ImageCatalogue images, Clock clock) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    parts =
        new NodeParts(
            client,
            settings,
            images,
            new ProcessLauncher(),
            new AddressPool(settings.podRange()),
            http,
            clock);
    register();
    pods = client.pods().inAnyNamespace().inform(new PodEventsHandler());
  }

  private void register() {
    KubeletSettings settings = parts.settings();
    String now = parts.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, Quantity> room =
        Map.of(
            "cpu", new Quantity(Integer.toString(Runtime.getRuntime().availableProcessors())),
            "pods", new Quantity("110"));
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(settings.nodeName())
            .addToLabels("kubernetes.io/hostname", settings.nodeName())
            .addToLabels("kubernetes.io/os", "linux")
            .endMetadata()
            .withNewSpec()
            .withPodCIDR(settings.podRange())
            .withPodCIDRs(settings.podRange())
            .endSpec()
            .withNewStatus()
            .addNewAddress(settings.nodeAddress().getHostAddress(), "InternalIP")
            .addNewAddress(settings.nodeName(), "Hostname")
            .withCapacity(room)
            .withAllocatable(room)
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .withReason("KubeletReady")
            .withMessage("pods are local processes")
            .withLastHeartbeatTime(now)
            .withLastTransitionTime(now)
            .endCondition()
            .withNewNodeInfo()
            .withKubeletVersion("sandbox")
            .withContainerRuntimeVersion("process://" + Runtime.version().feature())
            .withOperatingSystem("linux")
            .endNodeInfo()
            .endStatus()
            .build();
    parts.client().resource(node).create();
    parts.client().resource(node).updateStatus();
  }

  private synchronized void seen(Pod pod) {
    if (closed || !parts.settings().nodeName().equals(pod.getSpec().getNodeName())) {
      return;
    }
    String uid = pod.getMetadata().getUid();
    PodWorker worker = byUid.get(uid);
    if (worker != null) {
      worker.tell(new PodMessage.Changed(pod));
    } else {
      PodWorker started = new PodWorker(pod, parts, () -> over(uid));
      byUid.put(uid, started);
      if (pod.getMetadata().getDeletionTimestamp() != null) {
        started.tell(new PodMessage.Changed(pod));
      }
    }
  }

  private synchronized void gone(Pod pod) {
    PodWorker worker = byUid.get(pod.getMetadata().getUid());
    if (worker != null) {
      worker.tell(new PodMessage.Gone());
    }
  }

  private synchronized void over(String uid) {
    byUid.remove(uid);
  }

  /**
   * What a container has said so far, through its restarts and those of its pod's namesakes.
   *
   * @param container its name, empty for the only one
   * @param tailLines how many lines from the end are wanted, empty for all that is kept
   * @return empty where the node runs no such container
   */
  public Optional<String> log(
      String namespace, String pod, String container, OptionalLong tailLines) {
    Path directory = ContainerStart.logDirectory(parts.settings(), namespace, pod);
    return runs(namespace, pod)
        .filter(names -> container.isEmpty() ? names.size() == 1 : names.contains(container))
        .map(names -> container.isEmpty() ? names.getFirst() : container)
        .map(name -> new ProcessLog(directory.resolve(name + ".log")).text(tailLines));
  }

  private synchronized Optional<List<String>> runs(String namespace, String pod) {
    return byUid.values().stream()
        .filter(worker -> worker.isFor(namespace, pod))
        .findFirst()
        .map(PodWorker::containerNames);
  }

  /** Ends all pods of the node, SIGTERM first, and returns when none of their programs runs. */
  @Override
  public void close() throws InterruptedException {
    List<PodWorker> left;
    synchronized (this) {
      closed = true;
      left = new ArrayList<>(byUid.values());
    }
    pods.stop();
    left.forEach(worker -> worker.tell(new PodMessage.NodeEnds(SHUTDOWN_GRACE)));
    for (PodWorker worker : left) {
      worker.join();
    }
    parts.launcher().close();
    parts.http().close();
  }

  private final class PodEventsHandler implements ResourceEventHandler<Pod> {
    @Override
    public void onAdd(Pod pod) {
      seen(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod after) {
      seen(after);
    }

    @Override
    public void onDelete(Pod pod, boolean lastStateUnknown) {
      gone(pod);
    }
  }
}

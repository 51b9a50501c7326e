package dev.postroom.kubernetes.node;

import dev.postroom.kubernetes.node.probe.ProbeKind;
import dev.postroom.kubernetes.node.volume.MountException;
import dev.postroom.kubernetes.node.volume.PodVolumes;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pod, from its address to its end. Everything happens on one virtual thread, which is
 * told of changes by {@link PodMessage}s and wakes by itself when something is due.
 */
final class PodWorker {

  private static final Duration MOUNT_RETRY = Duration.ofMillis(500);
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);
  private static final Duration NOTHING_DUE = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);

  private final NodeParts node;
  private final BlockingQueue<PodMessage> inbox = new LinkedBlockingQueue<>();
  private final ObjectMeta metadata;
  private final Map<String, PodContainer> containers = new LinkedHashMap<>();
  private final InetAddress address;
  private final PodVolumes volumes;
  private final ContainerStart starter;
  private final PodEvents events;
  private final PodStatusPublisher status;
  private final Runnable whenOver;
  private final Thread thread;
  private Pod pod;
  private Instant refreshAt = Instant.MIN;
  private boolean mounted;
  private Optional<Duration> stopping = Optional.empty();
  private boolean objectGone;
  private boolean nodeEnds;

  /**
   * Starts at once.
   *
   * @param whenOver called when nothing of the pod is left on the node
   */
  PodWorker(Pod pod, NodeParts node, Runnable whenOver) {
    this.node = node;
    this.pod = pod;
    this.metadata = pod.getMetadata();
    this.whenOver = whenOver;
    this.address = node.addresses().take();
    KubeletSettings settings = node.settings();
    Path directory = settings.directory();
    ClientPodObjects objects =
        new ClientPodObjects(node.client(), pod.getMetadata().getNamespace());
    this.volumes =
        new PodVolumes(
            directory.resolve("pods").resolve(pod.getMetadata().getUid()),
            directory.resolve("claims").resolve(pod.getMetadata().getNamespace()),
            objects);
    this.starter = new ContainerStart(node, volumes, objects, address, inbox::add);
    this.events = new PodEvents(node.client(), settings.nodeName(), node.clock());
    this.status = new PodStatusPublisher(node, address);
    for (Container spec : pod.getSpec().getContainers()) {
      containers.put(
          spec.getName(),
          new PodContainer(
              spec, new CrashBackOff(settings.firstBackOff(), settings.lastBackOff())));
    }
    this.thread = Thread.ofVirtual().name("pod " + pod.getMetadata().getName()).start(this::run);
  }

  void tell(PodMessage message) {
    inbox.add(message);
  }

  /** Waits until nothing of the pod is left on the node. */
  void join() throws InterruptedException {
    thread.join();
  }

  boolean isFor(String namespace, String name) {
    return namespace.equals(metadata.getNamespace()) && name.equals(metadata.getName());
  }

  List<String> containerNames() {
    return List.copyOf(containers.keySet());
  }

  private void run() {
    try {
      do {
        PodMessage message = inbox.poll(untilDue().toMillis(), TimeUnit.MILLISECONDS);
        for (; message != null; message = inbox.poll()) {
          handle(message);
        }
        act();
        if (!objectGone && !nodeEnds && !status.publish(pod, containers.values())) {
          objectGone = true;
        }
      } while (stopping.isEmpty() || anyRunning());
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      node.addresses().giveBack(address);
      whenOver.run();
    }
  }

  private void handle(PodMessage message) {
    switch (message) {
      case PodMessage.Changed changed -> changed(changed.pod());
      case PodMessage.Gone _ -> {
        objectGone = true;
        stop(Duration.ZERO);
      }
      case PodMessage.NodeEnds ends -> {
        nodeEnds = true;
        stop(ends.grace());
      }
      case PodMessage.OfRun news when news.run() == news.container().run() -> ofRun(news);
      case PodMessage.OfRun late -> LOG.debug("late news of an earlier run: {}", late);
    }
  }

  private void changed(Pod next) {
    if (!Objects.equals(pod.getMetadata().getAnnotations(), next.getMetadata().getAnnotations())) {
      refreshAt = Instant.MIN;
    }
    pod = next;
    next.getSpec()
        .getContainers()
        .forEach(
            spec ->
                Optional.ofNullable(containers.get(spec.getName()))
                    .ifPresent(container -> container.spec(spec)));
    if (next.getMetadata().getDeletionTimestamp() != null) {
      Long seconds = next.getMetadata().getDeletionGracePeriodSeconds();
      stop(seconds == null ? DEFAULT_GRACE : Duration.ofSeconds(seconds));
    }
  }

  private void stop(Duration grace) {
    if (stopping.isEmpty() && anyRunning()) {
      events.normal(pod, "Killing", "Stopping the pod's containers");
    }
    if (stopping.filter(before -> before.compareTo(grace) <= 0).isEmpty()) {
      stopping = Optional.of(grace);
      containers.values().forEach(container -> container.stop(grace, now()));
    }
    containers.values().forEach(PodContainer::giveUp);
  }

  private void ofRun(PodMessage.OfRun news) {
    PodContainer container = news.container();
    switch (news) {
      case PodMessage.Exited exited -> {
        container.ended(exited.exitCode(), startsAgain(exited.exitCode()), now());
        if (container.state() instanceof ContainerState.Waiting waiting) {
          events.warning(pod, "BackOff", waiting.message());
        }
      }
      case PodMessage.ProbeFailed failed ->
          events.warning(
              pod, "Unhealthy", failed.kind().title() + " probe failed: " + failed.problem());
      case PodMessage.Verdict verdict -> {
        boolean good = verdict.problem().isEmpty();
        container.verdict(verdict.kind(), good);
        if (!good && verdict.kind() != ProbeKind.READINESS) {
          events.normal(
              pod,
              "Killing",
              "Container "
                  + container.name()
                  + " failed its "
                  + verdict.kind().title().toLowerCase(Locale.ROOT)
                  + " probe, will be restarted");
          container.stop(gracePeriod(), now());
        }
      }
    }
  }

  private boolean startsAgain(int exitCode) {
    String policy = pod.getSpec().getRestartPolicy();
    boolean wanted =
        policy == null || "Always".equals(policy) || ("OnFailure".equals(policy) && exitCode != 0);
    return wanted && stopping.isEmpty();
  }

  private Duration gracePeriod() {
    Long seconds = pod.getSpec().getTerminationGracePeriodSeconds();
    return seconds == null ? DEFAULT_GRACE : Duration.ofSeconds(seconds);
  }

  private void act() throws InterruptedException {
    Instant now = now();
    containers.values().forEach(container -> container.killIfDue(now));
    if (stopping.isPresent()) {
      return;
    }
    if (!refreshAt.isAfter(now)) {
      refresh(now);
    }
    if (mounted) {
      for (PodContainer container : containers.values()) {
        if (container.startIsDue(now)) {
          start(container);
        }
      }
    }
  }

  private void refresh(Instant now) {
    try {
      volumes.mount(withAddress());
      mounted = true;
      refreshAt = now.plus(node.settings().refresh());
    } catch (MountException e) {
      events.warning(pod, "FailedMount", e.getMessage());
      refreshAt = now.plus(MOUNT_RETRY);
    }
  }

  private void start(PodContainer container) throws InterruptedException {
    if (!pod.getSpec().getInitContainers().isEmpty()) {
      container.cannotStart(
          "CreateContainerConfigError",
          "this node does not run init containers",
          now().plus(NOTHING_DUE));
      return;
    }
    Optional<ContainerStart.Problem> problem = starter.start(withAddress(), container);
    if (problem.isPresent()) {
      events.warning(pod, "Failed", "Error: " + problem.get().message());
    } else {
      events.normal(pod, "Started", "Started container " + container.name());
    }
  }

  /** The pod as its own volumes and variables see it: with its address. */
  private Pod withAddress() {
    return new PodBuilder(pod)
        .editOrNewStatus()
        .withPodIP(address.getHostAddress())
        .withHostIP(node.settings().nodeAddress().getHostAddress())
        .endStatus()
        .build();
  }

  private void end() {
    try {
      volumes.delete();
    } catch (IOException e) {
      LOG.warn("the directory of pod {} cannot be deleted", pod.getMetadata().getName(), e);
    }
    if (!objectGone && !nodeEnds) {
      node.client()
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .withGracePeriod(0)
          .delete();
    }
  }

  private boolean anyRunning() {
    return containers.values().stream().anyMatch(PodContainer::running);
  }

  private Duration untilDue() {
    Instant now = now();
    Stream<Instant> containersDue =
        mounted
            ? containers.values().stream().map(PodContainer::nextDue).flatMap(Optional::stream)
            : Stream.empty();
    Stream<Instant> volumesDue = stopping.isPresent() ? Stream.empty() : Stream.of(refreshAt);
    Stream<Instant> statusDue = status.retryAt().stream();
    return Stream.of(containersDue, volumesDue, statusDue)
        .flatMap(due -> due)
        .map(due -> due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO)
        .min(Duration::compareTo)
        .filter(wait -> wait.compareTo(NOTHING_DUE) < 0)
        .orElse(NOTHING_DUE);
  }

  private Instant now() {
    return node.clock().instant();
  }
}

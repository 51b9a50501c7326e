package dev.postroom.kubernetes.node;

import dev.postroom.kubernetes.node.probe.ProbeKind;
import dev.postroom.kubernetes.node.probe.Prober;
import dev.postroom.kubernetes.node.volume.MountException;
import dev.postroom.kubernetes.node.volume.PodObjects;
import dev.postroom.kubernetes.node.volume.PodVolumes;
import dev.postroom.kubernetes.process.ProcessLog;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Turns a container into a process: command line, environment, log and probes. Beyond what the pod
 * asks for, every program gets {@code HOSTNAME}, and by variables what a container would get from
 * its network and mount namespaces: {@code POSTROOM_ROOT}, the directory that stands for {@code /},
 * and {@code POSTROOM_BIND_ADDRESS} and {@code QUARKUS_HTTP_HOST}, the pod's address.
 */
final class ContainerStart {

  private static final Duration CONFIGURATION_RETRY = Duration.ofSeconds(1);
  private static final Duration IMAGE_RETRY = Duration.ofSeconds(10);

  private final NodeParts node;
  private final PodVolumes volumes;
  private final PodObjects objects;
  private final InetAddress address;
  private final Consumer<PodMessage> inbox;

  ContainerStart(
      NodeParts node,
      PodVolumes volumes,
      PodObjects objects,
      InetAddress address,
      Consumer<PodMessage> inbox) {
    this.node = node;
    this.volumes = volumes;
    this.objects = objects;
    this.address = address;
    this.inbox = inbox;
  }

  /** Why a container could not be started. */
  record Problem(String reason, String message) {}

  /**
   * Starts the container, or has it say what it waits for.
   *
   * @return why it could not be started, if so
   */
  Optional<Problem> start(Pod pod, PodContainer container) throws InterruptedException {
    Optional<Image> image = node.images().find(container.spec().getImage());
    if (image.isEmpty()) {
      return later(
          container,
          "ImagePullBackOff",
          "this node has no image \""
              + container.spec().getImage()
              + "\" and no registry to pull it from; it has "
              + String.join(", ", node.images().images().keySet().stream().sorted().toList()),
          IMAGE_RETRY);
    }
    try {
      Map<String, String> own = ContainerEnvironment.of(pod, container.spec(), objects);
      Path root = Files.createDirectories(volumes.root(container.spec()));
      ProcessLog log =
          new ProcessLog(
              logDirectory(
                      node.settings(),
                      pod.getMetadata().getNamespace(),
                      pod.getMetadata().getName())
                  .resolve(container.name() + ".log"));
      int run = container.newRun();
      Prober prober = new Prober(container.spec(), address, node.http(), listener(container, run));
      Process process =
          node.launcher()
              .start(
                  commandLine(container.spec(), image.get(), own),
                  environment(pod, image.get(), own, root),
                  root);
      log.follow(process.getInputStream());
      process
          .onExit()
          .thenAccept(
              ended -> inbox.accept(new PodMessage.Exited(container, run, ended.exitValue())));
      container.startedAs(process, prober, node.clock().instant());
      return Optional.empty();
    } catch (MountException | UnsupportedOperationException e) {
      return later(container, "CreateContainerConfigError", e.getMessage(), CONFIGURATION_RETRY);
    } catch (IOException e) {
      return later(container, "CreateContainerError", e.getMessage(), IMAGE_RETRY);
    }
  }

  /** Where the logs of a pod's containers are kept, also after the pod. */
  static Path logDirectory(KubeletSettings settings, String namespace, String pod) {
    return settings.directory().resolve("logs").resolve(namespace + "_" + pod);
  }

  private Optional<Problem> later(
      PodContainer container, String reason, String message, Duration wait) {
    container.cannotStart(reason, message, node.clock().instant().plus(wait));
    return Optional.of(new Problem(reason, message));
  }

  private static List<String> commandLine(
      Container container, Image image, Map<String, String> variables) {
    List<String> words = new ArrayList<>();
    words.addAll(
        container.getCommand().isEmpty()
            ? image.entrypoint()
            : ContainerEnvironment.expand(container.getCommand(), variables));
    words.addAll(ContainerEnvironment.expand(container.getArgs(), variables));
    return words;
  }

  private Map<String, String> environment(
      Pod pod, Image image, Map<String, String> own, Path root) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.put(
        "HOSTNAME",
        pod.getSpec().getHostname() == null
            ? pod.getMetadata().getName()
            : pod.getSpec().getHostname());
    environment.putAll(image.environment());
    environment.putAll(own);
    environment.put("POSTROOM_ROOT", root.toString());
    environment.put("POSTROOM_BIND_ADDRESS", address.getHostAddress());
    environment.put("QUARKUS_HTTP_HOST", address.getHostAddress());
    return environment;
  }

  private Prober.Listener listener(PodContainer container, int run) {
    return new Prober.Listener() {
      @Override
      public void verdict(ProbeKind kind, Optional<String> problem) {
        inbox.accept(new PodMessage.Verdict(container, run, kind, problem));
      }

      @Override
      public void failed(ProbeKind kind, String problem) {
        inbox.accept(new PodMessage.ProbeFailed(container, run, kind, problem));
      }
    };
  }
}

package dev.postroom.kubernetes.node;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.net.InetAddress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Says in a pod's status how its containers are. Conditions keep their time until they change. */
final class PodStatusReport {

  private final InetAddress nodeAddress;
  private final Instant startTime;
  private List<PodCondition> conditions = List.of();

  PodStatusReport(InetAddress nodeAddress, Instant startTime) {
    this.nodeAddress = nodeAddress;
    this.startTime = startTime;
  }

  PodStatus of(Pod pod, InetAddress address, Collection<PodContainer> containers, Instant now) {
    String unready = names(containers, c -> !c.ready());
    List<PodCondition> next = new ArrayList<>();
    next.add(condition("PodScheduled", true, null, null, now));
    next.add(condition("Initialized", true, null, null, now));
    next.add(
        condition(
            "ContainersReady",
            unready.isEmpty(),
            "ContainersNotReady",
            "containers with unready status: [" + unready + "]",
            now));
    next.add(
        condition(
            "Ready",
            unready.isEmpty(),
            "ContainersNotReady",
            "containers with unready status: [" + unready + "]",
            now));
    conditions = next;
    return new PodStatusBuilder()
        .withPhase(phase(containers))
        .withConditions(conditions)
        .withHostIP(nodeAddress.getHostAddress())
        .withPodIP(address.getHostAddress())
        .withPodIPs(new PodIP(address.getHostAddress()))
        .withStartTime(time(startTime))
        .withQosClass("BestEffort")
        .withContainerStatuses(containers.stream().map(c -> status(pod, c)).toList())
        .build();
  }

  private PodCondition condition(
      String type, boolean holds, String reason, String message, Instant now) {
    String status = holds ? "True" : "False";
    Optional<PodCondition> before =
        conditions.stream()
            .filter(c -> c.getType().equals(type) && c.getStatus().equals(status))
            .findFirst();
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(holds ? null : reason)
        .withMessage(holds ? null : message)
        .withLastTransitionTime(before.map(PodCondition::getLastTransitionTime).orElse(time(now)))
        .build();
  }

  private static String phase(Collection<PodContainer> containers) {
    if (containers.stream().allMatch(PodContainer::ended)) {
      boolean failed =
          containers.stream()
              .anyMatch(c -> c.lastEnd().filter(end -> end.exitCode() != 0).isPresent());
      return failed ? "Failed" : "Succeeded";
    }
    boolean allRanOnce = containers.stream().allMatch(c -> c.running() || c.lastEnd().isPresent());
    return allRanOnce ? "Running" : "Pending";
  }

  private static ContainerStatus status(Pod pod, PodContainer container) {
    return new ContainerStatusBuilder()
        .withName(container.name())
        .withImage(container.spec().getImage())
        .withImageID(container.spec().getImage())
        .withContainerID(
            "process://"
                + pod.getMetadata().getUid()
                + "/"
                + container.name()
                + "/"
                + container.run())
        .withReady(container.ready())
        .withStarted(container.started())
        .withRestartCount(container.restarts())
        .withState(state(container.state()))
        .withLastState(
            container.state() instanceof ContainerState.Terminated
                ? new io.fabric8.kubernetes.api.model.ContainerState()
                : container
                    .lastEnd()
                    .map(PodStatusReport::state)
                    .orElseGet(io.fabric8.kubernetes.api.model.ContainerState::new))
        .build();
  }

  private static io.fabric8.kubernetes.api.model.ContainerState state(ContainerState state) {
    ContainerStateBuilder builder = new ContainerStateBuilder();
    return switch (state) {
      case ContainerState.Waiting waiting ->
          builder
              .withNewWaiting()
              .withReason(waiting.reason())
              .withMessage(waiting.message().isEmpty() ? null : waiting.message())
              .endWaiting()
              .build();
      case ContainerState.Running running ->
          builder.withNewRunning().withStartedAt(time(running.since())).endRunning().build();
      case ContainerState.Terminated end ->
          builder
              .withNewTerminated()
              .withExitCode(end.exitCode())
              .withReason(end.reason())
              .withStartedAt(time(end.startedAt()))
              .withFinishedAt(time(end.finishedAt()))
              .endTerminated()
              .build();
    };
  }

  private static String names(Collection<PodContainer> containers, Predicate<PodContainer> which) {
    return String.join(" ", containers.stream().filter(which).map(PodContainer::name).toList());
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

package dev.postroom.operator.rollout;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a pod does not get ready, and what to mend.
 *
 * @param kind in one word for programs
 * @param message for people
 */
public record PodTrouble(Kind kind, String message) {

  /** How long a pod may be without being ready before that is trouble in itself. */
  static final Duration SLOW = Duration.ofMinutes(2);

  /** Whoever ran for so long did not crash at its start; so the kubelet has it. */
  private static final Duration STEADY = Duration.ofMinutes(10);

  /** What keeps a pod. */
  public enum Kind {

    /** Its image cannot be had. */
    ImageUnavailable,

    /** The server ends soon after each start. */
    Crashing,

    /** The kubelet cannot make the container, as when a Secret or a key is missing. */
    CannotStart,

    /** No node takes it: too little is free, or its claim is not bound. */
    Unschedulable,

    /** It has not been ready for {@link #SLOW}, and nobody says why. */
    Slow
  }

  private static final Set<String> IMAGE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");

  private static final Set<String> START =
      Set.of(
          "CreateContainerConfigError",
          "CreateContainerError",
          "PreStartHookError",
          "PostStartHookError");

  /** Why a container ended of which nothing ever ran, as when the image has no such program. */
  private static final Set<String> NEVER_RAN = Set.of("StartError", "ContainerCannotRun");

  /** What keeps a pod from being ready; empty if it is, or has not had its time yet. */
  static Optional<PodTrouble> of(Pod pod, Instant now) {
    if (pod.getMetadata().getDeletionTimestamp() != null
        || pod.getStatus() == null
        || condition(pod, "Ready", "True").isPresent()) {
      return Optional.empty();
    }
    var name = pod.getMetadata().getName();
    return condition(pod, "PodScheduled", "False")
        .map(
            condition ->
                new PodTrouble(
                    Kind.Unschedulable,
                    "pod %s finds no node: %s; make room, or have its claim bound"
                        .formatted(
                            name, text(condition.getMessage(), "the scheduler does not say why"))))
        .or(
            () ->
                pod.getStatus().getContainerStatuses().stream()
                    .flatMap(container -> of(name, container, now).stream())
                    .findFirst())
        .or(() -> slow(pod, now));
  }

  private static Optional<PodTrouble> of(String pod, ContainerStatus container, Instant now) {
    var waiting = waiting(container);
    var reason = waiting.map(ContainerStateWaiting::getReason).orElse("");
    if (IMAGE.contains(reason)) {
      return Optional.of(
          new PodTrouble(
              Kind.ImageUnavailable,
              "pod %s cannot have the image %s (%s); set spec.image to one that the node can pull"
                  .formatted(pod, container.getImage(), words(waiting.get()))));
    }
    if (START.contains(reason)) {
      return Optional.of(
          new PodTrouble(
              Kind.CannotStart,
              "pod %s cannot be started (%s); see that what it mounts is there"
                  .formatted(pod, words(waiting.get()))));
    }
    var neverRan = neverRan(container);
    if (neverRan.isPresent()) {
      return Optional.of(
          new PodTrouble(
              Kind.CannotStart,
              "nothing runs in pod %s (%s); see that the image %s is one of the server"
                  .formatted(pod, neverRan.get(), container.getImage())));
    }
    if (reason.equals("CrashLoopBackOff") || endedSoon(container, now)) {
      return Optional.of(
          new PodTrouble(
              Kind.Crashing,
              "the server in pod %s ends soon after each start%s"
                  .formatted(pod, ended(pod, container))));
    }
    return Optional.empty();
  }

  /**
   * What the container runtime says of a program that it could not even start; empty if it did. The
   * kubelet tells it as {@code RunContainerError} once and as the last end from then on; while it
   * waits to try again it says {@code CrashLoopBackOff}, as of a program that ran.
   */
  private static Optional<String> neverRan(ContainerStatus container) {
    return Stream.of(container.getState(), container.getLastState())
        .filter(Objects::nonNull)
        .map(ContainerState::getTerminated)
        .filter(end -> end != null && NEVER_RAN.contains(text(end.getReason(), "")))
        .findFirst()
        .map(end -> text(end.getMessage(), end.getReason()))
        .filter(_ -> container.getState().getRunning() == null)
        .or(
            () ->
                waiting(container)
                    .filter(waiting -> "RunContainerError".equals(waiting.getReason()))
                    .map(waiting -> text(waiting.getMessage(), waiting.getReason())));
  }

  private static Optional<ContainerStateWaiting> waiting(ContainerStatus container) {
    return Optional.ofNullable(container.getState()).map(ContainerState::getWaiting);
  }

  /**
   * Whether it is between two crashes: {@code CrashLoopBackOff} is told only while the kubelet
   * waits, and not while the server runs until it ends again.
   */
  private static boolean endedSoon(ContainerStatus container, Instant now) {
    boolean runsLong =
        Optional.ofNullable(container.getState())
            .map(ContainerState::getRunning)
            .map(ContainerStateRunning::getStartedAt)
            .filter(started -> isLong(Instant.parse(started), now))
            .isPresent();
    return !runsLong
        && lastEnd(container)
            .filter(end -> end.getStartedAt() != null && end.getFinishedAt() != null)
            .filter(
                end ->
                    !isLong(Instant.parse(end.getStartedAt()), Instant.parse(end.getFinishedAt())))
            .isPresent();
  }

  private static boolean isLong(Instant from, Instant to) {
    return from.plus(STEADY).isBefore(to);
  }

  private static Optional<ContainerStateTerminated> lastEnd(ContainerStatus container) {
    return Optional.ofNullable(container.getLastState()).map(ContainerState::getTerminated);
  }

  /** How it ended, and where to look: who is killed for its memory has no time to log anything. */
  private static String ended(String pod, ContainerStatus container) {
    return lastEnd(container)
        .filter(end -> "OOMKilled".equals(end.getReason()))
        .map(
            _ ->
                ", as it wants more memory than it may have (OOMKilled); raise"
                    + " spec.pod.resources.limits.memory")
        .orElseGet(
            () ->
                "%s; kubectl logs --previous %s says why"
                    .formatted(
                        lastEnd(container)
                            .map(ContainerStateTerminated::getExitCode)
                            .map(" with status %d"::formatted)
                            .orElse(""),
                        pod));
  }

  private static Optional<PodTrouble> slow(Pod pod, Instant now) {
    return condition(pod, "Ready", "False")
        .map(PodCondition::getLastTransitionTime)
        .or(() -> Optional.ofNullable(pod.getMetadata().getCreationTimestamp()))
        .map(Instant::parse)
        .filter(since -> since.plus(SLOW).isBefore(now))
        .map(
            _ ->
                new PodTrouble(
                    Kind.Slow,
                    "pod %s has not been ready for %d s; kubectl describe pod %s and its log say why"
                        .formatted(
                            pod.getMetadata().getName(),
                            SLOW.toSeconds(),
                            pod.getMetadata().getName())));
  }

  private static Optional<PodCondition> condition(Pod pod, String type, String status) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .filter(condition -> condition.getStatus().equals(status))
        .findFirst();
  }

  private static String words(ContainerStateWaiting waiting) {
    return waiting.getMessage() == null
        ? waiting.getReason()
        : waiting.getReason() + ": " + waiting.getMessage();
  }

  private static String text(String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}

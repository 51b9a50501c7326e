package dev.postroom.kubernetes.api;

import java.util.Optional;
import java.util.OptionalLong;

/** Where the logs of pods are: what a kubelet serves to the API server. */
@FunctionalInterface
public interface PodLogs {

  /** No pod has a log. */
  PodLogs NONE = (namespace, pod, container, tailLines) -> Optional.empty();

  /**
   * What a container has written so far.
   *
   * @param container its name, empty for the only one
   * @param tailLines how many lines from the end are wanted, empty for all that is kept
   * @return empty where the pod or container is not known or has not started
   */
  Optional<String> log(String namespace, String pod, String container, OptionalLong tailLines);
}

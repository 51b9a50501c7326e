package dev.postroom.operator.apply;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** What came back is not what was asked for, though it was said to be. */
final class UnreadableAnswerException extends KubernetesClientException {

  private static final long serialVersionUID = 1L;

  UnreadableAnswerException(String asked) {
    super("asked for %s, the API server answered with something else".formatted(asked));
  }
}

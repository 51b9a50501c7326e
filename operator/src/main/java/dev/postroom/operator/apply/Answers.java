package dev.postroom.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/**
 * Looks whether an answer is one. A proxy in the way, or an API server that is broken, may answer
 * with status 200 and an object of nothing; whoever took that for a Secret without a token would
 * make another one.
 */
public final class Answers {

  private Answers() {}

  /**
   * The answer to a question for an object.
   *
   * @param kind that was asked for
   * @param name that was asked for
   * @param answer null where there is no such object
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if it is something else
   */
  public static <T extends HasMetadata> Optional<T> found(String kind, String name, T answer) {
    return answer == null ? Optional.empty() : Optional.of(checked(kind, name, answer));
  }

  /**
   * The answer to a write of an object.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if it is something else
   */
  public static <T extends HasMetadata> T stored(HasMetadata written, T answer) {
    return checked(written.getKind(), written.getMetadata().getName(), answer);
  }

  private static <T extends HasMetadata> T checked(String kind, String name, T answer) {
    var metadata = answer.getMetadata();
    if (metadata == null
        || metadata.getResourceVersion() == null
        || !name.equals(metadata.getName())
        || !kind.equals(answer.getKind())) {
      throw new UnreadableAnswerException(kind + " " + name);
    }
    return answer;
  }
}

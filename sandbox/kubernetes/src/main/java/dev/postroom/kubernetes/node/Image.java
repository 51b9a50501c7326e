package dev.postroom.kubernetes.node;

import java.util.List;
import java.util.Map;

/**
 * What running a container image means on this node.
 *
 * @param entrypoint the command line; a container's {@code args} are added, its {@code command}
 *     takes its place
 * @param environment variables that the image brings; the container's own win
 */
public record Image(List<String> entrypoint, Map<String, String> environment) {

  public Image {
    entrypoint = List.copyOf(entrypoint);
    environment = Map.copyOf(environment);
  }
}

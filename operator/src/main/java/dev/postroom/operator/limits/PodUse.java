package dev.postroom.operator.limits;

import java.util.Map;

/**
 * What is open in one pod.
 *
 * @param current all connections
 * @param byPeer those of each peer that its report has room for
 */
public record PodUse(int current, Map<String, Integer> byPeer) {

  public PodUse {
    byPeer = Map.copyOf(byPeer);
  }

  int of(String peer) {
    return byPeer.getOrDefault(peer, 0);
  }
}

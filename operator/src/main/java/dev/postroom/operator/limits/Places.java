package dev.postroom.operator.limits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of each pod during a round: taken is what raised peers may hold, and what all others
 * hold now. A raised peer that still holds more than it may counts with that.
 */
final class Places {

  private final int room;
  private final List<PodUse> uses;
  private final Map<String, Integer> given = new HashMap<>();

  /** By pod. */
  private final int[] taken;

  Places(LimitRules rules, List<PodUse> uses) {
    this.room = rules.room();
    this.uses = uses;
    this.taken = uses.stream().mapToInt(PodUse::current).toArray();
  }

  /** A peer has this limit from now on, and is counted by it. */
  void give(String peer, int limit) {
    for (int pod = 0; pod < taken.length; pod++) {
      taken[pod] += counted(pod, peer, limit) - counted(pod, peer);
    }
    given.put(peer, limit);
  }

  /** A peer is raised no longer. */
  void takeBack(String peer) {
    for (int pod = 0; pod < taken.length; pod++) {
      taken[pod] += uses.get(pod).of(peer) - counted(pod, peer);
    }
    given.remove(peer);
  }

  /** The highest limit that a peer can be given without touching the reserve. */
  int most(String peer) {
    int most = room;
    for (int pod = 0; pod < taken.length; pod++) {
      most = Math.min(most, room - (taken[pod] - counted(pod, peer)));
    }
    return most;
  }

  /** What raised peers may hold in a pod. */
  int given() {
    return given.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What the others hold in the pod where it is most. */
  int othersHold() {
    int most = 0;
    for (var use : uses) {
      most = Math.max(most, use.current() - given.keySet().stream().mapToInt(use::of).sum());
    }
    return most;
  }

  int room() {
    return room;
  }

  private int counted(int pod, String peer) {
    return given.containsKey(peer) ? counted(pod, peer, given.get(peer)) : uses.get(pod).of(peer);
  }

  private int counted(int pod, String peer, int limit) {
    return Math.max(limit, uses.get(pod).of(peer));
  }
}

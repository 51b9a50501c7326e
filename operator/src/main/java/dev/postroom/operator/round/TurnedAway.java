package dev.postroom.operator.round;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.operator.limits.PeerKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who was turned away just now, in so few words that they fit in a column. */
final class TurnedAway {

  /** Longer than a mail program waits before it tries again. */
  static final Duration LATELY = Duration.ofMinutes(1);

  private static final int IPV6_BITS = 128;

  private TurnedAway() {}

  /** The address with most refusals, and how many more there are; empty if there is none. */
  static String of(List<PeerReport> reports) {
    Map<String, Long> refusals =
        reports.stream()
            .flatMap(report -> report.peers().stream().filter(peer -> isLate(peer, report)))
            .filter(peer -> name(peer).isPresent())
            .collect(
                Collectors.groupingBy(
                    peer -> name(peer).orElseThrow(), Collectors.summingLong(Peer::refused)));
    return refusals.entrySet().stream()
        .min(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(
            most ->
                refusals.size() > 1 ? most.getKey() + " +" + (refusals.size() - 1) : most.getKey())
        .orElse("");
  }

  /** Its address; what a pod calls an address and is none has no place in a status. */
  private static Optional<String> name(Peer peer) {
    return PeerKey.of(peer.address(), IPV6_BITS);
  }

  private static boolean isLate(Peer peer, PeerReport report) {
    return peer.lastRefused()
        .filter(refused -> Duration.between(refused, report.at()).compareTo(LATELY) < 0)
        .isPresent();
  }
}

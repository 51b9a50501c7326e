package dev.postroom.operator.status;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who was turned away just now, in so few words that they fit in a column. */
final class TurnedAway {

  /** Longer than a mail program waits before it tries again. */
  static final Duration LATELY = Duration.ofMinutes(1);

  private static final int SHOWN = 3;

  private TurnedAway() {}

  /** Addresses, those with most refusals first; empty if there are none. */
  static String of(List<PeerReport> reports) {
    Map<String, Long> refusals =
        reports.stream()
            .flatMap(report -> report.peers().stream().filter(peer -> isLate(peer, report)))
            .collect(Collectors.groupingBy(Peer::address, Collectors.summingLong(Peer::refused)));
    var shown =
        refusals.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(SHOWN)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return refusals.size() > SHOWN
        ? "%s and %d more".formatted(shown, refusals.size() - SHOWN)
        : shown;
  }

  private static boolean isLate(Peer peer, PeerReport report) {
    return peer.lastRefused()
        .filter(refused -> refused.plus(LATELY).isAfter(report.at()))
        .isPresent();
  }
}

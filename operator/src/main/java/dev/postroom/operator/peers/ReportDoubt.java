package dev.postroom.operator.peers;

import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Refuses reports that cannot be true, as a whole: whoever is wrong about one number is not
 * believed in another. What could be true is bounded by the rules, not by doubt.
 */
public final class ReportDoubt {

  /** A clock that is set right while a report is put together may go back by so much. */
  private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

  private ReportDoubt() {}

  /** The reports of a look; those that cannot be true are missing, and say why. */
  public static List<PodReport> applied(List<PodReport> look) {
    return look.stream().map(ReportDoubt::applied).toList();
  }

  private static PodReport applied(PodReport pod) {
    return switch (pod) {
      case PodReport.Given(String name, PeerReport report) ->
          problem(report)
              .<PodReport>map(
                  problem ->
                      new PodReport.Missing(
                          name, Absence.ReportImplausible, "its report cannot be true: " + problem))
              .orElse(pod);
      case PodReport.Missing missing -> missing;
    };
  }

  private static Optional<String> problem(PeerReport report) {
    var connections = report.connections();
    if (Stream.of(
            connections.current(),
            connections.loggedIn(),
            connections.maximum(),
            connections.accepted(),
            connections.refused())
        .anyMatch(number -> number.longValue() < 0)) {
      return Optional.of("a number of its connections is negative");
    }
    if (connections.usersBySessions().stream()
        .anyMatch(each -> each.sessions() < 0 || each.users() < 0)) {
      return Optional.of("a number of its users is negative");
    }
    if (isLater(report.startedAt(), report.at())) {
      return Optional.of(
          "it is of %s, but the server started at %s".formatted(report.at(), report.startedAt()));
    }
    if (report.sources().stream().flatMapToLong(ReportDoubt::numbers).anyMatch(n -> n < 0)) {
      return Optional.of("a number of its sources is negative");
    }
    return report.peers().stream().flatMap(peer -> problem(peer, report.at()).stream()).findFirst();
  }

  private static Optional<String> problem(Peer peer, Instant at) {
    if (numbers(peer).anyMatch(number -> number < 0)) {
      return Optional.of("a number of peer %s is negative".formatted(peer.address()));
    }
    return peer.lastRefused()
        .filter(refused -> isLater(refused, at))
        .map(
            refused ->
                "it is of %s, but peer %s was refused at %s"
                    .formatted(at, peer.address(), refused));
  }

  private static Stream<Long> numbers(Peer peer) {
    var refusals = peer.refusals();
    return Stream.concat(
        Stream.of(
                peer.connections(),
                peer.unauthenticated(),
                peer.limit(),
                peer.users(),
                peer.sessions(),
                peer.mostSessionsOfAUser())
            .map(Integer::longValue),
        Stream.concat(
            Stream.of(peer.refused(), peer.logins(), peer.failedLogins(), refusals.classCFull()),
            peer.usersWithin().stream().map(within -> (long) within.users())));
  }

  private static LongStream numbers(ListenerSources sources) {
    var refused = sources.proxyRefusals();
    return LongStream.of(
        sources.connections(),
        sources.byProxy(),
        sources.distinct(),
        sources.largest(),
        sources.loopback(),
        sources.linkLocal(),
        sources.own(),
        sources.gateway(),
        refused.untrusted(),
        refused.noHeader(),
        refused.badHeader(),
        refused.tooManyWaiting());
  }

  private static boolean isLater(Instant time, Instant than) {
    return Duration.between(than, time).compareTo(CLOCK_STEP) > 0;
  }
}

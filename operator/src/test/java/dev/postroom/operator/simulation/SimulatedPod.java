package dev.postroom.operator.simulation;

import dev.postroom.contract.ContentHash;
import dev.postroom.contract.access.AccessMap;
import dev.postroom.contract.access.AccessSource;
import dev.postroom.contract.access.RecordSource;
import dev.postroom.contract.report.ConfigurationState;
import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.Connections.UsersBySessions;
import dev.postroom.contract.report.Peer.LimitSource;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.RefusalCounts.Cause;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A pod that decides about connections as the IMAP server does: MAXDAEMONS, then the limit of the
 * address by the access map in force, then the caps of those who have not logged in; and tells of
 * it in a peer report of bounded length.
 */
final class SimulatedPod {

  final String name;

  /** MAXDAEMONS. */
  int maximum;

  private final Clock clock;
  private final int perAddress;
  private final int reportedPeers;
  private final Map<String, PeerHistory> peers = new LinkedHashMap<>();
  private final Set<Connection> open = new LinkedHashSet<>();
  private AccessMap accessMap = AccessMap.empty();
  private String imapaccess = "";
  private Instant filesSince;
  private Instant startedAt;
  private int unauthenticated;
  private long accepted;
  private long refused;

  /**
   * @param maximum MAXDAEMONS
   * @param perAddress MAXPERIP
   * @param reportedPeers how many addresses a report has room for
   */
  SimulatedPod(String name, Clock clock, int maximum, int perAddress, int reportedPeers) {
    this.name = name;
    this.clock = clock;
    this.maximum = maximum;
    this.perAddress = perAddress;
    this.reportedPeers = reportedPeers;
    start("");
  }

  /** One connection; gone when its pod is. */
  final class Connection {
    private final PeerHistory peer;
    private final Runnable lost;
    private Optional<String> user = Optional.empty();

    private Connection(PeerHistory peer, Runnable lost) {
      this.peer = peer;
      this.lost = lost;
    }

    Connection loggedIn(String name) {
      if (user.isEmpty() && open.contains(this)) {
        peer.loggedIn(name, clock.instant());
        user = Optional.of(name);
        unauthenticated--;
      }
      return this;
    }

    void loginFailed() {
      if (open.contains(this)) {
        peer.loginFailed(clock.instant());
      }
    }

    void close() {
      if (open.remove(this)) {
        unauthenticated -= user.isEmpty() ? 1 : 0;
        peer.closed(user, clock.instant());
      }
    }
  }

  /**
   * Lets a client in, or does not.
   *
   * @param lost told when the pod goes
   */
  Optional<Connection> connect(String address, Runnable lost) {
    var now = clock.instant();
    var peer =
        peers.compute(
            address,
            (_, known) ->
                known == null || known.isQuiet(now)
                    ? new PeerHistory(address, limit(address), now)
                    : known);
    var cause = refusal(peer);
    if (cause.isPresent()) {
      refused++;
      peer.refused(cause.get(), now);
      return Optional.empty();
    }
    accepted++;
    unauthenticated++;
    peer.opened(now);
    var connection = new Connection(peer, lost);
    open.add(connection);
    return Optional.of(connection);
  }

  private Optional<Cause> refusal(PeerHistory peer) {
    boolean stranger = peer.isStranger() && peer.limit.source() == LimitSource.MAXPERIP;
    int ofServer = Math.ceilDiv(3 * maximum, 4);
    int ofStrangers = Math.ceilDiv(2 * ofServer, 3);
    int limit = peer.limit.connections();
    int ofAddress =
        stranger
            ? Math.min(limit, Math.min(Math.max(20, limit / 2), Math.ceilDiv(3 * ofStrangers, 4)))
            : limit;
    if (open.size() >= maximum) {
      return Optional.of(Cause.SERVER_FULL);
    }
    if (peer.open >= limit) {
      return Optional.of(Cause.ADDRESS_FULL);
    }
    if (peer.unauthenticated >= ofAddress) {
      return Optional.of(Cause.ADDRESS_UNAUTHENTICATED);
    }
    return unauthenticated >= (stranger ? ofStrangers : ofServer)
        ? Optional.of(Cause.SERVER_UNAUTHENTICATED)
        : Optional.empty();
  }

  /** Another access map is in force; a lower limit closes nothing. */
  void take(String text) {
    if (!text.equals(imapaccess)) {
      accessMap = AccessMap.parse(List.of(new AccessSource("imapaccess", text)));
      imapaccess = text;
      filesSince = clock.instant();
      peers.values().forEach(peer -> peer.limited(limit(peer.address), clock.instant()));
    }
  }

  /** Ends, and all connections and all that was counted with it. */
  void stop() {
    var ended = List.copyOf(open);
    open.clear();
    ended.forEach(connection -> connection.lost.run());
  }

  /** Begins with nothing but its files. */
  void start(String text) {
    peers.clear();
    unauthenticated = 0;
    accepted = 0;
    refused = 0;
    startedAt = clock.instant();
    filesSince = startedAt;
    take(text);
  }

  /** How many connections an address may hold. */
  int limitOf(String address) {
    return limit(address).connections();
  }

  /** When an address was last turned away at the limit that it has now. */
  Optional<Instant> lastRefused(String address) {
    return Optional.ofNullable(peers.get(address)).flatMap(PeerHistory::lastRefusedAtItsLimit);
  }

  private PeerHistory.Limit limit(String address) {
    var host = address.indexOf('/') < 0 ? address : address.substring(0, address.indexOf('/'));
    var decision = accessMap.decide(InetAddress.ofLiteral(host));
    return decision.maxPerAddress().isEmpty()
        ? new PeerHistory.Limit(perAddress, LimitSource.MAXPERIP)
        : new PeerHistory.Limit(
            decision.maxPerAddress().getAsInt(),
            decision.limiting().orElseThrow().source() == RecordSource.RAISED
                ? LimitSource.RAISED
                : LimitSource.TENANT);
  }

  private List<UsersBySessions> usersBySessions() {
    var sessions =
        open.stream()
            .flatMap(connection -> connection.user.stream())
            .collect(Collectors.groupingBy(user -> user, Collectors.summingInt(_ -> 1)));
    return sessions.values().stream()
        .collect(Collectors.groupingBy(count -> count, TreeMap::new, Collectors.summingInt(_ -> 1)))
        .entrySet()
        .stream()
        .map(each -> new UsersBySessions(each.getKey(), each.getValue()))
        .toList();
  }

  private record Ranked(int rank, PeerHistory peer) {}

  PeerReport report() {
    var now = clock.instant();
    peers.values().removeIf(peer -> peer.isQuiet(now));
    var ranked =
        peers.values().stream()
            .map(peer -> new Ranked(peer.rank(now), peer))
            .sorted(Comparator.comparingInt(Ranked::rank))
            .map(Ranked::peer)
            .toList();
    var left = ranked.subList(Math.min(reportedPeers, ranked.size()), ranked.size());
    return new PeerReport(
        PeerReport.VERSION,
        now,
        startedAt,
        name,
        PeerHistory.RECENT,
        new ConfigurationState(
            Map.of("imapaccess", ContentHash.of(imapaccess)), filesSince, List.of(), List.of()),
        new Connections(
            open.size(),
            open.size() - unauthenticated,
            maximum,
            accepted,
            refused,
            usersBySessions()),
        List.of(),
        ranked.stream().limit(reportedPeers).map(peer -> peer.report(now)).toList(),
        left.stream().anyMatch(peer -> peer.matters(now)));
  }
}

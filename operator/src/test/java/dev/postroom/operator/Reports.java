package dev.postroom.operator;

import dev.postroom.contract.report.ConfigurationState;
import dev.postroom.contract.report.Connections;
import dev.postroom.contract.report.Connections.UsersBySessions;
import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.RefusalCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Peer reports for tests. */
public final class Reports {

  public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final String server;
  private final List<Peer> peers = new ArrayList<>();
  private final Map<String, String> files = new HashMap<>();
  private final List<ConfigurationState.Rejection> rejected = new ArrayList<>();
  private final List<ListenerSources> sources = new ArrayList<>();
  private Instant at = NOON;
  private Instant filesSince = Instant.EPOCH;
  private Optional<Instant> startedAt = Optional.empty();
  private boolean truncated;

  private Reports(String server) {
    this.server = server;
  }

  public static Reports of(String server) {
    return new Reports(server);
  }

  public Reports at(Instant at) {
    this.at = at;
    return this;
  }

  public Reports running(Map<String, String> files) {
    this.files.putAll(files);
    return this;
  }

  /** When the newest of its files took effect; long ago if not said. */
  public Reports filesSince(Instant since) {
    filesSince = since;
    return this;
  }

  /** An hour ago, if not said. */
  public Reports startedAt(Instant at) {
    startedAt = Optional.of(at);
    return this;
  }

  /** There was no room for all. */
  public Reports truncated() {
    truncated = true;
    return this;
  }

  public Reports rejected(String file, int line, String message) {
    rejected.add(new ConfigurationState.Rejection(file, "0", line, message));
    return this;
  }

  /** What one listener saw of where connections come from. */
  public Reports source(ListenerSources listener) {
    sources.add(listener);
    return this;
  }

  /** A peer that holds connections and was not turned away. */
  public Reports peer(String address, int connections) {
    return peer(address, connections, 1, Optional.empty());
  }

  /** A peer that was turned away just now. */
  public Reports refused(String address, int connections, int users) {
    return peer(address, connections, users, Optional.of(at));
  }

  public Reports peer(String address, int connections, int users, Optional<Instant> lastRefused) {
    return peer(address, connections, users, Math.max(4, connections), lastRefused);
  }

  public Reports peer(
      String address, int connections, int users, int limit, Optional<Instant> lastRefused) {
    int refused = lastRefused.isPresent() ? 31 : 0;
    peers.add(
        new Peer(
            address,
            connections,
            0,
            connections,
            limit,
            Peer.LimitSource.MAXPERIP,
            refused,
            lastRefused,
            new RefusalCounts(0, refused, 0, 0, 0, 0),
            users,
            List.of(),
            users,
            0,
            connections,
            users == 0 ? 0 : Math.ceilDiv(connections, users),
            at));
    return this;
  }

  /** A peer from which nobody logged in, and so many tried. */
  public Reports guessing(String address, long failedLogins) {
    return peer(
        new Peer(
            address,
            0,
            0,
            4,
            4,
            Peer.LimitSource.MAXPERIP,
            0,
            Optional.empty(),
            new RefusalCounts(0, 0, 0, 0, 0, 0),
            0,
            List.of(),
            0,
            failedLogins,
            0,
            0,
            at));
  }

  /** The same for all of a test, unless the test's time is before noon. */
  private Instant anHourAgo() {
    return (at.isBefore(NOON) && at.isAfter(Instant.EPOCH) ? at : NOON).minusSeconds(3600);
  }

  /** Another peer, whatever is said of it. */
  public Reports peer(Peer peer) {
    peers.add(peer);
    return this;
  }

  /** Who has sessions at an address has none at another one. */
  private List<UsersBySessions> users() {
    return peers.stream()
        .filter(peer -> peer.sessions() > 0 && peer.users() > 0)
        .map(peer -> new UsersBySessions(Math.ceilDiv(peer.sessions(), peer.users()), peer.users()))
        .toList();
  }

  /** The same report with other figures of its connections, which may be lies. */
  public static PeerReport with(PeerReport told, Connections connections) {
    return new PeerReport(
        told.version(),
        told.at(),
        told.startedAt(),
        told.server(),
        told.window(),
        told.configuration(),
        connections,
        told.sources(),
        told.peers(),
        told.truncated());
  }

  public PeerReport build() {
    int current = peers.stream().mapToInt(Peer::connections).sum();
    long refused = peers.stream().mapToLong(Peer::refused).sum();
    return new PeerReport(
        PeerReport.VERSION,
        at,
        startedAt.orElseGet(this::anHourAgo),
        server,
        Duration.ofMinutes(15),
        new ConfigurationState(files, filesSince, rejected, List.of()),
        new Connections(current, current, 400, current, refused, users()),
        sources,
        peers,
        truncated);
  }
}

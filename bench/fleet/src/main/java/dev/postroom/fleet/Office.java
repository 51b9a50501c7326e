package dev.postroom.fleet;

import dev.postroom.contract.access.AccessMap;
import dev.postroom.contract.access.AccessSource;
import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.RefusalCounts;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The same in every pod: six people behind one address, who hold two connections while it is calm,
 * and want {@link #WANTED} between them when it is not.
 */
final class Office {

  static final String ADDRESS = "203.0.113.7";

  /** What each server gives an address of which nothing is known. */
  static final int LIMIT = 20;

  /** What the people earn at ten connections each: two raises from {@link #LIMIT}. */
  static final int WANTED = 60;

  private static final int PEOPLE = 6;
  private static final int CALM = 2;

  private Office() {}

  /** How many connections the office may hold by an access map. */
  static int limit(String imapaccess) {
    return AccessMap.parse(List.of(new AccessSource("imapaccess", imapaccess)))
        .decide(InetAddress.ofLiteral(ADDRESS))
        .maxPerAddress()
        .orElse(LIMIT);
  }

  /**
   * What a pod reports of it.
   *
   * @param lastSeen when one of its connections was last opened or closed
   */
  static Peer seen(int limit, boolean busy, Instant now, Instant lastSeen, Duration window) {
    int connections = busy ? Math.min(limit, WANTED) : CALM;
    boolean refused = busy && limit < WANTED;
    long refusals = refused ? WANTED - limit : 0;
    return new Peer(
        ADDRESS,
        connections,
        0,
        connections,
        limit,
        limit > LIMIT ? Peer.LimitSource.RAISED : Peer.LimitSource.MAXPERIP,
        refusals,
        refused ? Optional.of(now) : Optional.empty(),
        new RefusalCounts(0, refusals, 0, 0, 0, 0),
        PEOPLE,
        List.of(
            new Peer.UsersWithin(window, PEOPLE), new Peer.UsersWithin(Duration.ofDays(1), PEOPLE)),
        PEOPLE,
        0,
        connections,
        Math.ceilDiv(connections, PEOPLE),
        refused ? now : lastSeen);
  }
}

package dev.postroom.imap.admission;

import dev.postroom.contract.report.Connections.UsersBySessions;
import dev.postroom.contract.report.Peer;
import dev.postroom.imap.admission.AddressRules.Rule.Deny;
import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import dev.postroom.imap.admission.AddressRules.ServerRules;
import dev.postroom.imap.admission.Decision.AddressDenied;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.admission.Decision.ServerFull;
import dev.postroom.imap.admission.Decision.ServerUnauthenticatedFull;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Decides who may have a connection, and remembers for each address what speaks for and against it.
 *
 * <p>One table serves all listeners. Courier counts 143 and 993 apart because they are two
 * processes, so there an address gets twice its limit; here the limit is the limit. The order is
 * the access map, MAXDAEMONS, the limit of the address, its limit for those who have not logged in,
 * -maxperc, and the server's limit for those who have not logged in. A limit that is lowered closes
 * nothing that is open. Only where the server itself has no room, one connection that has not
 * logged in for {@link LoginQueue#GRACE} makes room for the next attempt.
 *
 * <p>Safe for threads: however many connections race for the last place, one gets it. The table is
 * divided into {@value #SEGMENTS} segments with a lock each; what all addresses share is counted
 * without one.
 *
 * <p>An address without connections is forgotten, its counters included, when nothing was heard of
 * it for a window, or a day if somebody had logged in; or sooner when {@link IdleAddresses} are too
 * many. When the length of counted IPv6 prefixes changes, connections go on counting where they
 * were admitted.
 */
public final class Admission {

  static final int SEGMENTS = 64;

  private final Clock clock;
  private final EvidenceWindows windows;
  private final ServerPlaces server = new ServerPlaces();
  private final LoginQueue newcomers = new LoginQueue();
  private final List<AddressSegment> segments;
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /**
   * @param window how far back logins of an address are counted, and users without a session
   */
  public Admission(Clock clock, Duration window) {
    this.clock = clock;
    this.windows = EvidenceWindows.of(window);
    ClassCPlaces classC = new ClassCPlaces();
    this.segments =
        IntStream.range(0, SEGMENTS)
            .mapToObj(i -> new AddressSegment(clock, windows, server, classC, newcomers))
            .toList();
  }

  /** Takes a place for the address, or says why there is none. */
  public Decision decide(InetAddress from, AddressRules rules) {
    PeerAddress peer = PeerAddress.of(from);
    ServerRules ofServer = rules.server();
    AddressBlock block = AddressBlock.counted(peer, ofServer.ipv6Prefix());
    Decision decision =
        switch (rules.ruleFor(peer.address())) {
          case Deny(String origin, Optional<String> message) -> {
            segment(block).denied(block, peer);
            yield new AddressDenied(origin, message);
          }
          case Limit limit -> segment(block).decide(block, peer, limit, ofServer);
        };
    switch (decision) {
      case Admitted ignored -> accepted.increment();
      case Refused ignored -> refused.increment();
    }
    if (decision instanceof ServerFull || decision instanceof ServerUnauthenticatedFull) {
      newcomers.takeOverdue(clock.instant()).ifPresent(LoginQueue.Newcomer::sendAway);
    }
    return decision;
  }

  /**
   * The addresses known, those that matter most first ({@link PeerRanking}), at most {@code limit}
   * of them.
   */
  public Peers peers(AddressRules rules, int limit) {
    Instant now = clock.instant();
    List<Peer> peers = new ArrayList<>();
    for (AddressSegment segment : segments) {
      segment.forEach(
          (block, state) -> peers.add(state.peer(block, limitOf(state.latest(), rules), now)));
    }
    return new PeerRanking(now.minus(windows.recent())).first(limit, peers);
  }

  /** All numbers of about this moment; they are not taken at one instant. */
  public Totals totals() {
    ServerPlaces.Taken taken = server.taken();
    return new Totals(taken.open(), taken.unauthenticated(), accepted.sum(), refused.sum());
  }

  /** How many users have how many sessions now, over all addresses; about this moment. */
  public List<UsersBySessions> usersBySessions() {
    Map<String, Integer> sessions = new HashMap<>();
    segments.forEach(
        segment ->
            segment.forEachSession((user, count) -> sessions.merge(user, count, Integer::sum)));
    Map<Integer, Integer> users = new TreeMap<>();
    sessions.values().forEach(count -> users.merge(count, 1, Integer::sum));
    return users.entrySet().stream()
        .map(each -> new UsersBySessions(each.getKey(), each.getValue()))
        .toList();
  }

  /** The addresses, or prefixes, of which something is remembered; about this moment. */
  public int known() {
    return segments.stream().mapToInt(AddressSegment::known).sum();
  }

  public Duration window() {
    return windows.recent();
  }

  /** A denied address may still hold connections from before it was denied: its limit is 0. */
  private static Limit limitOf(PeerAddress address, AddressRules rules) {
    return switch (rules.ruleFor(address.address())) {
      case Limit limit -> limit;
      case Deny ignored -> new Limit(0, Peer.LimitSource.MAXCPERIP);
    };
  }

  private AddressSegment segment(AddressBlock block) {
    return segments.get(segmentOf(block));
  }

  /** By the upper bits, since neighbouring addresses differ in the lower ones. */
  static int segmentOf(AddressBlock block) {
    int mixed = block.hashCode() * 0x9E3779B9;
    return mixed >>> Integer.SIZE - Integer.numberOfTrailingZeros(SEGMENTS);
  }

  /**
   * @param peers what is known of each
   * @param truncated whether more of those that matter are known
   */
  public record Peers(List<Peer> peers, boolean truncated) {}

  /**
   * The server as a whole.
   *
   * @param current connections open now
   * @param unauthenticated those of them that have not logged in
   * @param accepted let in since the start
   * @param refused turned away since the start, for whatever cause
   */
  public record Totals(int current, int unauthenticated, long accepted, long refused) {

    /** Connections that logged in. */
    public int loggedIn() {
      return current - unauthenticated;
    }
  }
}

package dev.postroom.imap.admission;

import dev.postroom.contract.report.Peer;
import dev.postroom.imap.admission.AddressRules.Rule;
import dev.postroom.imap.admission.AddressRules.Rule.Limit;
import dev.postroom.imap.admission.Decision.AddressDenied;
import dev.postroom.imap.admission.Decision.AddressFull;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.Lease;
import dev.postroom.imap.admission.Decision.ServerFull;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides who may have a connection, and remembers for each address what speaks for and against it.
 *
 * <p>One table serves all listeners. Courier counts 143 and 993 apart because they are two
 * processes, so there an address gets twice its limit; here the limit is the limit. The order is
 * Courier's except that a full server answers instead of leaving the client waiting: access map,
 * MAXDAEMONS, the limit of the address. A limit that is lowered closes nothing that is open.
 *
 * <p>Safe for threads: however many connections race for the last place, one gets it. One lock for
 * all is enough, since a decision takes about a microsecond.
 *
 * <p>An address without connections is forgotten, its counters included, when nothing was heard of
 * it for a window, or sooner when more than {@value #MAX_IDLE_ADDRESSES} such addresses are known;
 * the one seen longest ago goes first.
 */
public final class Admission {

  /** How many addresses without connections are remembered, at roughly 1 KiB each. */
  static final int MAX_IDLE_ADDRESSES = 20_000;

  private final Clock clock;
  private final Duration window;

  /** Addresses in use; no more of them than connections, so MAXDAEMONS bounds it. */
  private final Map<PeerAddress, Evidence> connected = new HashMap<>();

  /** Addresses without, the one seen longest ago first. */
  private final LinkedHashMap<PeerAddress, Evidence> idle = new LinkedHashMap<>();

  private int current;
  private long accepted;
  private long refused;

  /**
   * @param window how far back logins of an address are counted, and users without a session
   */
  public Admission(Clock clock, Duration window) {
    this.clock = clock;
    this.window = window;
  }

  /** Takes a place for the address, or says why there is none. */
  public synchronized Decision decide(InetAddress from, AddressRules rules) {
    PeerAddress peer = PeerAddress.of(from);
    Decision decision =
        switch (rules.ruleFor(peer.address())) {
          case Rule.Deny(String origin) -> new AddressDenied(origin);
          case Limit limit -> withinLimits(peer, limit, rules.maximum());
        };
    if (decision instanceof Decision.Refused) {
      refused++;
    }
    return decision;
  }

  private Decision withinLimits(PeerAddress peer, Limit limit, int maximum) {
    Instant now = clock.instant();
    if (current >= maximum) {
      return new ServerFull(maximum);
    }
    Evidence evidence = evidenceOf(peer, now);
    if (evidence.open() >= limit.connections()) {
      evidence.refused(now);
      seen(peer, evidence, now);
      return new AddressFull(evidence.open(), limit);
    }
    evidence.opened(now);
    seen(peer, evidence, now);
    current++;
    accepted++;
    return new Admitted(new Place(peer), evidence.open(), current);
  }

  /** A session of the user begins; {@link #loggedOut} ends it. */
  public synchronized void loggedIn(InetAddress from, String user) {
    Instant now = clock.instant();
    PeerAddress peer = PeerAddress.of(from);
    Evidence evidence = evidenceOf(peer, now);
    evidence.loggedIn(user, now);
    seen(peer, evidence, now);
  }

  /** A session that {@link #loggedIn} was told of is over, before or after its connection. */
  public synchronized void loggedOut(InetAddress from, String user) {
    Instant now = clock.instant();
    PeerAddress peer = PeerAddress.of(from);
    Evidence evidence = evidenceOf(peer, now);
    evidence.loggedOut(user, now);
    seen(peer, evidence, now);
  }

  public synchronized void loginFailed(InetAddress from) {
    Instant now = clock.instant();
    PeerAddress peer = PeerAddress.of(from);
    Evidence evidence = evidenceOf(peer, now);
    evidence.loginFailed(now);
    seen(peer, evidence, now);
  }

  /**
   * The addresses known, those that matter most first: connected, of these refused lately, then
   * with most connections, then seen last. At most {@code limit} of them, so that many who come and
   * go do not push those out of the report who stay.
   */
  public synchronized Peers peers(AddressRules rules, int limit) {
    Instant now = clock.instant();
    forgetQuiet(now);
    List<Peer> peers = new ArrayList<>(connected.size() + idle.size());
    for (Map<PeerAddress, Evidence> part : List.of(connected, idle)) {
      part.forEach(
          (address, evidence) -> peers.add(evidence.peer(address, limitOf(address, rules), now)));
    }
    Instant start = now.minus(window);
    peers.sort(
        Comparator.comparing((Peer peer) -> peer.connections() == 0)
            .thenComparing(peer -> peer.lastRefused().filter(at -> !at.isBefore(start)).isEmpty())
            .thenComparing(Comparator.comparingInt(Peer::connections).reversed())
            .thenComparing(Comparator.comparing(Peer::lastSeen).reversed())
            .thenComparing(Peer::address));
    return new Peers(peers.stream().limit(limit).toList(), peers.size() > limit);
  }

  public synchronized Totals totals() {
    return new Totals(current, accepted, refused);
  }

  public Duration window() {
    return window;
  }

  /** A denied address may still hold connections from before it was denied: its limit is 0. */
  private static Limit limitOf(PeerAddress address, AddressRules rules) {
    return switch (rules.ruleFor(address.address())) {
      case Limit limit -> limit;
      case Rule.Deny ignored -> new Limit(0, Peer.LimitSource.MAXCPERIP);
    };
  }

  private Evidence evidenceOf(PeerAddress peer, Instant now) {
    Evidence evidence = connected.get(peer);
    if (evidence == null) {
      evidence = idle.get(peer);
    }
    return evidence == null || evidence.quiet(now) ? new Evidence(window, now) : evidence;
  }

  /** Files the evidence where it belongs now. */
  private void seen(PeerAddress peer, Evidence evidence, Instant now) {
    idle.remove(peer);
    if (evidence.inUse()) {
      connected.put(peer, evidence);
      return;
    }
    connected.remove(peer);
    idle.put(peer, evidence);
    forgetQuiet(now);
    if (idle.size() > MAX_IDLE_ADDRESSES) {
      idle.pollFirstEntry();
    }
  }

  private void forgetQuiet(Instant now) {
    while (!idle.isEmpty() && idle.firstEntry().getValue().quiet(now)) {
      idle.pollFirstEntry();
    }
  }

  private synchronized void release(PeerAddress peer) {
    Instant now = clock.instant();
    Evidence evidence = connected.get(peer);
    evidence.closed(now);
    current--;
    seen(peer, evidence, now);
  }

  /**
   * @param peers what is known of each
   * @param truncated whether more are known
   */
  public record Peers(List<Peer> peers, boolean truncated) {}

  /**
   * The server as a whole.
   *
   * @param current connections open now
   * @param accepted let in since the start
   * @param refused turned away since the start, for whatever cause
   */
  public record Totals(int current, long accepted, long refused) {}

  private final class Place implements Lease {
    private final PeerAddress peer;
    private boolean given;

    Place(PeerAddress peer) {
      this.peer = peer;
    }

    @Override
    public PeerAddress peer() {
      return peer;
    }

    @Override
    public void close() {
      synchronized (Admission.this) {
        if (!given) {
          given = true;
          release(peer);
        }
      }
    }
  }
}

package dev.postroom.imap.admission;

import dev.postroom.contract.report.Peer;
import dev.postroom.contract.report.Peer.LimitSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Which addresses a report is about when there is no room for all. First come those who matter to
 * somebody who gives out limits, because they were refused lately, or are near their limit, or have
 * a raised one that they may need no longer, and from which somebody logged in: however many
 * addresses are filled by who never logs in, no office is pushed out by them. Then come those who
 * are connected, of these those who matter.
 *
 * @param lately a refusal before then matters no more
 */
record PeerRanking(Instant lately) {

  /** From this percentage of its limit in use on, an address is near it. */
  private static final int NEAR_PERCENT = 75;

  /** The first of them, at most so many. */
  Admission.Peers first(int limit, List<Peer> peers) {
    List<Peer> ranked = peers.stream().sorted(order()).toList();
    List<Peer> left = ranked.subList(Math.min(limit, ranked.size()), ranked.size());
    return new Admission.Peers(
        ranked.subList(0, ranked.size() - left.size()), left.stream().anyMatch(this::matters));
  }

  private Comparator<Peer> order() {
    return Comparator.comparing((Peer peer) -> peer.users() == 0 || !matters(peer))
        .thenComparing(peer -> peer.connections() == 0)
        .thenComparing(peer -> !refusedLately(peer))
        .thenComparing(peer -> !matters(peer))
        .thenComparing(Comparator.comparingInt(Peer::connections).reversed())
        .thenComparing(Comparator.comparing(Peer::lastSeen).reversed())
        .thenComparing(Peer::address);
  }

  private boolean matters(Peer peer) {
    return refusedLately(peer)
        || peer.connections() > 0
            && (peer.limitSource() == LimitSource.RAISED
                || peer.connections() * 100L >= (long) peer.limit() * NEAR_PERCENT);
  }

  private boolean refusedLately(Peer peer) {
    return peer.lastRefused().filter(at -> !at.isBefore(lately)).isPresent();
  }
}

package dev.postroom.imap.management;

import dev.postroom.contract.report.ListenerSources;
import dev.postroom.contract.report.ListenerSources.ProxyRefusals;
import dev.postroom.imap.admission.Decision.Admitted;
import dev.postroom.imap.admission.Decision.ProxyRefused;
import dev.postroom.imap.admission.Decision.ProxyRefused.Problem;
import dev.postroom.imap.admission.Decision.Refused;
import dev.postroom.imap.admission.PeerAddress;
import dev.postroom.imap.net.Arrival;
import dev.postroom.imap.net.ConnectionEvents;
import dev.postroom.imap.net.Listener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Remembers where the connections of one listener come from, for the report's word on whether that
 * looks like clients. It counts by halves of a window and forgets a half at a time, so that what it
 * costs does not depend on how many come.
 */
final class SourceView implements ConnectionEvents {

  /**
   * So many addresses are told apart in half a window; connections from others are only counted.
   */
  static final int MAX_ADDRESSES = 1024;

  private final Listener listener;
  private final Duration half;
  private final Clock clock;
  private final Supplier<LocalAddresses> local;

  private Half current;
  private Half previous;
  private final Map<Problem, Long> proxyRefusals = new EnumMap<>(Problem.class);

  SourceView(Listener listener, Duration window, Clock clock, Supplier<LocalAddresses> local) {
    this.listener = listener;
    this.half = window.dividedBy(2);
    this.clock = clock;
    this.local = local;
    this.current = new Half(clock.instant());
    this.previous = new Half(clock.instant());
  }

  @Override
  public synchronized void arrived(Arrival arrival) {
    turn();
    current.count(
        PeerAddress.of(arrival.client().getAddress()).address(), arrival.proxy().isPresent());
  }

  @Override
  public void admitted(InetSocketAddress from, Admitted decision) {
    // Counted when it arrived.
  }

  @Override
  public synchronized void refused(InetSocketAddress from, Refused decision) {
    if (decision instanceof ProxyRefused(Problem problem, var ignored)) {
      proxyRefusals.merge(problem, 1L, Long::sum);
    }
  }

  @Override
  public void closed(InetSocketAddress from) {
    // It was here all the same.
  }

  /** What was seen in the last half to whole window. */
  synchronized ListenerSources now() {
    turn();
    Map<InetAddress, Long> all = new HashMap<>(previous.byAddress);
    current.byAddress.forEach((address, count) -> all.merge(address, count, Long::sum));
    LocalAddresses here = local.get();
    return new ListenerSources(
        listener.label(),
        previous.connections + current.connections,
        previous.byProxy + current.byProxy,
        Math.min(all.size(), MAX_ADDRESSES),
        all.values().stream().mapToLong(Long::longValue).max().orElse(0),
        sum(all, InetAddress::isLoopbackAddress),
        sum(all, InetAddress::isLinkLocalAddress),
        sum(all, here.own()::contains),
        sum(all, here.gateways()::contains),
        new ProxyRefusals(
            refusals(Problem.UNTRUSTED),
            refusals(Problem.NO_HEADER),
            refusals(Problem.BAD_HEADER),
            refusals(Problem.TOO_MANY_WAITING)));
  }

  private long refusals(Problem problem) {
    return proxyRefusals.getOrDefault(problem, 0L);
  }

  private static long sum(Map<InetAddress, Long> counts, Predicate<InetAddress> which) {
    return counts.entrySet().stream()
        .filter(entry -> which.test(entry.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void turn() {
    Instant now = clock.instant();
    if (now.isBefore(current.since.plus(half))) {
      return;
    }
    previous = now.isBefore(current.since.plus(half).plus(half)) ? current : new Half(now);
    current = new Half(now);
  }

  /** What was counted in half a window. */
  private static final class Half {
    private final Instant since;
    private final Map<InetAddress, Long> byAddress = new HashMap<>();
    private long connections;
    private long byProxy;

    Half(Instant since) {
      this.since = since;
    }

    void count(InetAddress client, boolean proxied) {
      connections++;
      byProxy += proxied ? 1 : 0;
      if (byAddress.size() < MAX_ADDRESSES || byAddress.containsKey(client)) {
        byAddress.merge(client, 1L, Long::sum);
      }
    }
  }
}

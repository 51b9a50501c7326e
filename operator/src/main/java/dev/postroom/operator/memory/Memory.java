package dev.postroom.operator.memory;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.limits.Reason;
import dev.postroom.operator.parts.PartMetrics;
import dev.postroom.operator.status.ConditionMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What is remembered of all servers. One that was not used for a while is forgotten, should nobody
 * have said that it is gone.
 */
public final class Memory {

  /** Longer than any server stays without a reconciliation. */
  static final Duration KEPT = Duration.ofMinutes(15);

  /** The operator looks at each server at least every five minutes; whoever is not seen is gone. */
  static final Duration SEEN = Duration.ofMinutes(6);

  private final Map<String, Remembered> servers = new ConcurrentHashMap<>();
  private final PartMetrics metrics;
  private final InstantSource clock;

  /**
   * Tells the registry of what it remembers of all servers together.
   *
   * @param clock that the times of {@link #of} are from
   */
  public Memory(MeterRegistry registry, InstantSource clock) {
    this.clock = clock;
    metrics = new PartMetrics(registry);
    Gauge.builder("postroom.servers", this, memory -> memory.present().count())
        .description("ImapServers that are looked after")
        .register(registry);
    Gauge.builder("postroom.raised.addresses", this, Memory::raised)
        .description("Addresses whose limit is raised now, over all servers")
        .register(registry);
    for (var reason : Reason.HOLDING) {
      Gauge.builder("postroom.held.addresses", this, memory -> memory.held(reason))
          .description("Addresses that asked for more and were not given it, over all servers")
          .tag("reason", reason.name())
          .register(registry);
    }
    ConditionMetrics.register(
        registry, () -> present().map(each -> each.status().status()).toList());
  }

  /**
   * Without those that were deleted: nobody asks for these again, and no alert shall count them.
   */
  private Stream<Remembered> present() {
    var since = clock.instant().minus(SEEN);
    return servers.values().stream().filter(remembered -> remembered.isUsedAfter(since));
  }

  private int raised() {
    return present()
        .flatMap(remembered -> remembered.rounds().ledger().stream())
        .mapToInt(ledger -> ledger.raises().size())
        .sum();
  }

  private int held(Reason reason) {
    var now = clock.instant();
    return present().mapToInt(remembered -> remembered.rounds().noted().held(reason, now)).sum();
  }

  /** Forgets a server that is gone. */
  public void forget(ImapServer server) {
    servers.remove(server.getMetadata().getUid());
  }

  /** What is remembered of a server, found by its uid: one of the same name starts afresh. */
  public Remembered of(ImapServer server, Instant now) {
    var remembered = servers.get(server.getMetadata().getUid());
    if (remembered == null) {
      // Not every time, for every server would look at all others. More memory is only used here.
      forgetUnused(now);
      remembered = new Remembered(server, now, metrics);
      servers.put(server.getMetadata().getUid(), remembered);
    }
    remembered.use(now);
    return remembered;
  }

  private void forgetUnused(Instant now) {
    var since = now.minus(KEPT);
    servers.values().removeIf(unused -> !unused.isUsedAfter(since));
  }
}

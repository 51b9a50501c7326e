package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.status.ConditionMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is remembered of all servers. Nobody says when a server is gone, as it has no finalizer;
 * what was not used for a while is forgotten instead.
 */
final class Memory {

  /** Longer than any server stays without a reconciliation. */
  static final Duration KEPT = Duration.ofMinutes(15);

  private final Map<String, Remembered> servers = new ConcurrentHashMap<>();
  private final PartMetrics metrics;

  /** Tells the registry of what it remembers of all servers together. */
  Memory(MeterRegistry registry) {
    metrics = new PartMetrics(registry);
    Gauge.builder("postroom.servers", servers, Map::size)
        .description("ImapServers that are looked after")
        .register(registry);
    Gauge.builder("postroom.raised.addresses", this, Memory::raised)
        .description("Addresses whose limit is raised now, over all servers")
        .register(registry);
    ConditionMetrics.register(
        registry, () -> servers.values().stream().map(each -> each.status.status()).toList());
  }

  private int raised() {
    return servers.values().stream()
        .flatMap(remembered -> remembered.rounds.ledger().stream())
        .mapToInt(ledger -> ledger.raises().size())
        .sum();
  }

  /** What is remembered of a server, found by its uid: one of the same name starts afresh. */
  Remembered of(ImapServer server, Instant now) {
    servers.values().removeIf(remembered -> remembered.used.plus(KEPT).isBefore(now));
    var remembered =
        servers.computeIfAbsent(
            server.getMetadata().getUid(), _ -> new Remembered(server, now, metrics));
    remembered.used = now;
    return remembered;
  }
}

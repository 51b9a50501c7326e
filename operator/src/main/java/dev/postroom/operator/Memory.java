package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
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

  /** What is remembered of a server, found by its uid: one of the same name starts afresh. */
  Remembered of(ImapServer server, Instant now) {
    servers.values().removeIf(remembered -> remembered.used.plus(KEPT).isBefore(now));
    var remembered =
        servers.computeIfAbsent(server.getMetadata().getUid(), _ -> new Remembered(server, now));
    remembered.used = now;
    return remembered;
  }
}

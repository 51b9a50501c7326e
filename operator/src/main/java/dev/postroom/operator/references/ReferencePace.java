package dev.postroom.operator.references;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How often what servers refer to is looked at. All of them together cost the API server at most
 * {@link #PER_SECOND} requests, so the more there are the later a change is noticed: every 5
 * seconds up to 100 of them, every minute from 1,200 on. The kubelet itself brings a changed Secret
 * to a pod within a minute or so, whether anybody notices or not.
 */
public final class ReferencePace {

  static final int PER_SECOND = 20;

  static final Duration SHORTEST = Duration.ofSeconds(5);

  static final Duration LONGEST = Duration.ofMinutes(1);

  /** A server that was not looked at for so long is gone. */
  private static final Duration KEPT = Duration.ofMinutes(15);

  private record Server(int references, Instant looked) {}

  private final Map<String, Server> servers = new HashMap<>();

  /**
   * Takes note of a look.
   *
   * @param server its uid
   * @param references how many it has
   * @return how long to wait until the next look
   */
  synchronized Duration looked(String server, int references, Instant now) {
    servers.put(server, new Server(references, now));
    servers.values().removeIf(seen -> seen.looked().plus(KEPT).isBefore(now));
    long all = servers.values().stream().mapToLong(Server::references).sum();
    var pace = Duration.ofSeconds(Math.ceilDiv(all, PER_SECOND));
    if (pace.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return pace.compareTo(LONGEST) > 0 ? LONGEST : pace;
  }
}

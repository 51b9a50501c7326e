package dev.postroom.imap.admission;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * How many connections each block of 256 addresses holds: couriertcpd's -maxperc. Safe for threads.
 */
final class ClassCPlaces {

  /** Blocks with connections, so that MAXDAEMONS bounds them. */
  private final ConcurrentHashMap<AddressBlock, Integer> open = new ConcurrentHashMap<>();

  /**
   * Takes a place in the block together with one in the server, or none.
   *
   * @param server takes the place in the server, and is asked only if there is room in the block
   */
  Outcome take(AddressBlock network, int maximum, Supplier<ServerPlaces.Outcome> server) {
    Outcome[] outcome = new Outcome[1];
    open.compute(
        network,
        (same, count) -> {
          int before = count == null ? 0 : count;
          if (before >= maximum) {
            outcome[0] = new Full(before);
            return count;
          }
          ServerPlaces.Outcome ofServer = server.get();
          outcome[0] = new Asked(ofServer);
          return ofServer == ServerPlaces.Outcome.TAKEN ? Integer.valueOf(before + 1) : count;
        });
    return outcome[0];
  }

  /** Gives a place in the block back. */
  void release(AddressBlock network) {
    open.computeIfPresent(network, (same, count) -> count == 1 ? null : count - 1);
  }

  /** What became of an attempt to take a place. */
  sealed interface Outcome {}

  /** There is none in the block, which holds so many connections. */
  record Full(int open) implements Outcome {}

  /** There was one in the block, and this became of the one in the server. */
  record Asked(ServerPlaces.Outcome ofServer) implements Outcome {}
}

package dev.postroom.operator.limits;

import java.util.Set;

/**
 * Why nobody, or some peers, are not raised this round.
 *
 * @param reason one of the reasons that concern the whole server, or how it is reached
 * @param message in words, with what to do
 * @param peers whom it concerns; empty for everybody
 */
public record Hold(Reason reason, String message, Set<String> peers) {

  public Hold {
    peers = Set.copyOf(peers);
  }

  /** One that concerns everybody. */
  public Hold(Reason reason, String message) {
    this(reason, message, Set.of());
  }

  /** Whether this peer is not raised. */
  public boolean concerns(String peer) {
    return isForAll() || peers.contains(peer);
  }

  /** Whether nobody is raised. */
  public boolean isForAll() {
    return peers.isEmpty();
  }
}

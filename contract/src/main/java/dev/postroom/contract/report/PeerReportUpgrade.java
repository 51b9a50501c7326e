package dev.postroom.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes a report of an earlier version one of today's: what that version did not say is as if
 * nothing of the kind had happened. So an operator goes on serving servers that run an older
 * release while they are rolled.
 */
final class PeerReportUpgrade {

  static final int OLDEST_VERSION = 1;

  private PeerReportUpgrade() {}

  /** Completes the report in place; its {@code version} stays as it came. */
  static void complete(JsonNode report) {
    if (report instanceof ObjectNode object) {
      object.putArray("sources");
    }
    report
        .path("peers")
        .forEach(
            peer -> {
              if (peer instanceof ObjectNode object) {
                complete(object);
              }
            });
  }

  /** Version 1 knew one cause of refusals, one window, and no sessions. */
  private static void complete(ObjectNode peer) {
    peer.put("unauthenticated", 0);
    peer.putObject("refusals")
        .put("denied", 0)
        .put("addressFull", peer.path("refused").asLong())
        .put("classCFull", 0)
        .put("serverFull", 0)
        .put("addressUnauthenticated", 0)
        .put("serverUnauthenticated", 0);
    peer.putArray("usersWithin");
    peer.put("sessions", 0);
    peer.put("mostSessionsOfAUser", 0);
  }
}

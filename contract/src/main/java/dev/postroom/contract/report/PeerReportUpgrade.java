package dev.postroom.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes a report of an earlier release one of today's: what it did not say is as if nothing of the
 * kind had happened, or as far as it follows from what it did say. So an operator goes on serving
 * servers that run an older release while they are rolled.
 */
final class PeerReportUpgrade {

  static final int OLDEST_VERSION = 1;

  private PeerReportUpgrade() {}

  /** Completes the report in place; its {@code version} stays as it came. */
  static void complete(JsonNode report) {
    if (report.path("version").intValue() == OLDEST_VERSION) {
      completeFirstVersion(report);
    }
    if (report.path("connections") instanceof ObjectNode connections) {
      completeTotals(connections, report.path("peers"));
    }
  }

  /**
   * Totals came to version 2 later. Without them only those count as logged in that the report has
   * room for, and each session as another user's.
   */
  private static void completeTotals(ObjectNode connections, JsonNode peers) {
    if (!connections.has("loggedIn")) {
      long loggedIn =
          peers
              .valueStream()
              .mapToLong(
                  peer -> peer.path("connections").asLong() - peer.path("unauthenticated").asLong())
              .sum();
      connections.put("loggedIn", loggedIn);
    }
    if (!connections.has("usersBySessions")) {
      connections
          .putArray("usersBySessions")
          .addObject()
          .put("sessions", 1)
          .set("users", connections.get("loggedIn"));
    }
  }

  private static void completeFirstVersion(JsonNode report) {
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

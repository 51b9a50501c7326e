package dev.postroom.office.verdict;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What was to be shown, and whether it was. */
public record Verdict(Outcome office, Outcome busy, Outcome attacker, int restarts) {

  /** What an unknown address gets in the play, Courier's own default. */
  public static final int DEFAULT_LIMIT = 4;

  /** Twelve people with five connections each. */
  public static final int OFFICE_CONNECTIONS = 60;

  /** What one person can earn: {@code connectionsPerUser}. */
  public static final int CONNECTIONS_PER_USER = 10;

  /** How soon after its first refusal the office must be served. */
  public static final Duration SOON = Duration.ofSeconds(30);

  /** What did not hold, one sentence each; empty when all did. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    require(
        failures,
        office.limitBefore() == DEFAULT_LIMIT,
        "the office began with a limit of " + office.limitBefore() + ", not " + DEFAULT_LIMIT);
    require(failures, office.refused() > 0, "the office was never refused");
    require(
        failures,
        office.limitAfter() >= OFFICE_CONNECTIONS,
        "the office's limit ended at " + office.limitAfter() + ", below " + OFFICE_CONNECTIONS);
    require(
        failures,
        office.connected() == OFFICE_CONNECTIONS,
        office.connected()
            + " of the office's "
            + OFFICE_CONNECTIONS
            + " connections were logged in at the end");
    require(
        failures,
        office.untilServed().filter(time -> time.compareTo(SOON) <= 0).isPresent(),
        office
            .untilServed()
            .map(
                time ->
                    "the office was served "
                        + seconds(time)
                        + " s after its first refusal, later than "
                        + SOON.toSeconds())
            .orElse("the office was never served"));
    require(failures, office.lost() == 0, "the office lost " + office.lost() + " connections");
    require(failures, busy.lost() == 0, "the busy person lost " + busy.lost() + " connections");
    require(
        failures,
        busy.limitAfter() <= CONNECTIONS_PER_USER && busy.mostConnected() <= CONNECTIONS_PER_USER,
        "the busy person got a limit of "
            + busy.limitAfter()
            + " and "
            + busy.mostConnected()
            + " connections, more than "
            + CONNECTIONS_PER_USER);
    require(
        failures, busy.connected() > 0, "the busy person had no connection, so nothing was shown");
    require(
        failures,
        attacker.limitBefore() == DEFAULT_LIMIT && !attacker.limitMoved(),
        "the attacker's limit went from "
            + attacker.limitBefore()
            + " to "
            + attacker.limitAfter());
    require(failures, attacker.refused() > 0, "the attacker was never refused");
    require(
        failures,
        !attacker.reason().isEmpty(),
        "the operator never said why the attacker's limit stays");
    require(failures, restarts == 0, "the server was restarted " + restarts + " times");
    return failures;
  }

  private static void require(List<String> failures, boolean holds, String otherwise) {
    if (!holds) {
      failures.add(otherwise);
    }
  }

  /** One JSON object on one line. {@code secondsToServed} is null for who was never served. */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("office", json(office));
    json.set("busy", json(busy));
    json.set("attacker", json(attacker));
    json.put("restarts", restarts);
    return json.toString();
  }

  private static ObjectNode json(Outcome outcome) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("limitBefore", outcome.limitBefore());
    json.put("limitAfter", outcome.limitAfter());
    json.put("refused", outcome.refused());
    json.put("connected", outcome.connected());
    json.put("lost", outcome.lost());
    json.put("secondsToServed", outcome.untilServed().map(Verdict::seconds).orElse(null));
    json.put("reason", outcome.reason());
    return json;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 100 / 10.0;
  }
}

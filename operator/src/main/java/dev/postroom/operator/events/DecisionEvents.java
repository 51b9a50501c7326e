package dev.postroom.operator.events;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Tells of decisions: every raise and every lowering, and why a raise was held back. */
public final class DecisionEvents {

  /**
   * How many peers of one round and reason are told of one by one; an attack from a thousand
   * addresses is one story.
   */
  static final int ALONE = 5;

  private static final int NAMED = 3;

  private final ServerEvents events;

  public DecisionEvents(ServerEvents events) {
    this.events = events;
  }

  /** Publishes what is news, of many with the same reason the first and how many more. */
  public void tell(ImapServer server, List<Decision> news) {
    news.stream()
        .collect(
            Collectors.groupingBy(Story::of, LinkedHashMap::new, Collectors.toUnmodifiableList()))
        .forEach(
            (story, decisions) -> {
              boolean together = decisions.size() > ALONE;
              int alone = together && story.outcome() == Outcome.HELD ? 0 : ALONE;
              decisions.stream().limit(alone).forEach(decision -> tell(server, story, decision));
              if (together) {
                tell(server, story, decisions.subList(alone, decisions.size()));
              }
            });
  }

  /** Tells that an annotation is passed over. */
  public void passedOver(ImapServer server, String problem) {
    events.warning(
        server,
        EventReason.InvalidAnnotation,
        problem,
        problem + " (what was understood before stays in force)");
  }

  private void tell(ImapServer server, Story story, Decision decision) {
    story.publish(
        events,
        server,
        decision.peer() + " " + decision.limit(),
        "%s: %s (%s)".formatted(decision.peer(), decision.message(), decision.reason()));
  }

  private void tell(ImapServer server, Story story, List<Decision> decisions) {
    var named =
        decisions.stream().limit(NAMED).map(Decision::peer).collect(Collectors.joining(", "));
    story.publish(
        events,
        server,
        "many",
        "%s and %d more, of the first: %s (%s)"
            .formatted(
                named, decisions.size() - NAMED, decisions.getFirst().message(), story.reason()));
  }

  /** What several peers can have in common. */
  private record Story(Outcome outcome, Reason reason) {

    static Story of(Decision decision) {
      return new Story(decision.outcome(), decision.reason());
    }

    void publish(ServerEvents events, ImapServer server, String matter, String message) {
      var what = reason + " " + matter;
      switch (outcome) {
        case RAISED -> events.normal(server, EventReason.LimitRaised, what, message);
        case LOWERED -> events.normal(server, EventReason.LimitLowered, what, message);
        case HELD -> {
          if (reason == Reason.RecommendOnly) {
            events.normal(server, EventReason.LimitRecommended, what, message);
          } else {
            events.warning(server, EventReason.LimitHeld, what, message);
          }
        }
        case KEPT -> {}
      }
    }
  }
}

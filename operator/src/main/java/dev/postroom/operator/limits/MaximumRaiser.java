package dev.postroom.operator.limits;

import dev.postroom.operator.limits.Decision.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides how many connections a pod holds, between {@code connections.maximum} and {@code
 * connections.maximumCeiling}. It rises when the busiest pod is full or nearly so with people who
 * logged in, at most doubling at a time, once the last rise was seen in force; it goes back slowly.
 * A user counts with connectionsPerUser sessions at most, from however many addresses he comes: an
 * address or an IPv6 prefix costs nothing, an account does.
 */
public final class MaximumRaiser {

  private static final int FACTOR = 2;

  /** From this percentage of its places on, a pod is nearly full. */
  private static final int NEAR_PERCENT = 90;

  /**
   * From this percentage on places are needed: so many must be taken by people who logged in where
   * more are asked for, since those who only connect may hold half of a pod; and a lower maximum
   * must leave the busiest pod below it.
   */
  private static final int NEEDED_PERCENT = 70;

  private static final int PERCENT = 100;

  /**
   * One look.
   *
   * @param before within the rules
   * @param pods what those that answered say
   * @param complete whether all did that are ready
   */
  public MaximumDecision decide(
      MaximumRules rules, Maximum before, List<PodPlaces> pods, boolean complete, Instant now) {
    return pods.stream()
        .max(
            Comparator.comparing((PodPlaces pod) -> isFullOfPeople(pod, before))
                .thenComparing(pod -> pod.turnedAway() > 0)
                .thenComparingInt(PodPlaces::current))
        .map(busiest -> decide(rules, before, busiest, pods, complete, now))
        .orElseGet(() -> kept(before));
  }

  private static MaximumDecision decide(
      MaximumRules rules,
      Maximum before,
      PodPlaces busiest,
      List<PodPlaces> pods,
      boolean complete,
      Instant now) {
    var signal = signal(busiest, before);
    if (signal.isPresent()) {
      return rules.ceiling() == rules.specified()
          ? kept(before)
          : more(rules, before, busiest, pods, complete, signal.get(), now);
    }
    int lower = rules.specified() + (before.connections() - rules.specified()) / 2;
    if (before.connections() == rules.specified()
        || !complete
        || isOver(busiest.current(), lower, NEEDED_PERCENT)) {
      return kept(before.connections() == rules.specified() ? before : before.neededAt(now));
    }
    return now.isBefore(before.needed().plus(rules.quiet()))
        ? kept(before)
        : changed(
            Outcome.LOWERED,
            lower,
            MaximumReason.NotNeeded,
            "no more than %d of %d connections were open for %d s; lowered to %d"
                .formatted(
                    (int) ((long) lower * NEEDED_PERCENT / PERCENT),
                    before.connections(),
                    rules.quiet().toSeconds(),
                    lower),
            now);
  }

  private static Optional<MaximumReason> signal(PodPlaces pod, Maximum now) {
    if (pod.turnedAway() > 0) {
      return Optional.of(MaximumReason.ServerFull);
    }
    return isOver(pod.current(), now.connections(), NEAR_PERCENT)
        ? Optional.of(MaximumReason.NearMaximum)
        : Optional.empty();
  }

  /** Whether a pod asks for more places, and not only for those who do not log in. */
  private static boolean isFullOfPeople(PodPlaces pod, Maximum now) {
    return signal(pod, now).isPresent() && hasPeople(pod, now);
  }

  private static boolean hasPeople(PodPlaces pod, Maximum now) {
    return isOver(pod.earned(), now.connections(), NEEDED_PERCENT);
  }

  private static boolean isOver(int taken, int places, int percent) {
    return taken * (long) PERCENT >= (long) places * percent;
  }

  private static MaximumDecision more(
      MaximumRules rules,
      Maximum before,
      PodPlaces busiest,
      List<PodPlaces> pods,
      boolean complete,
      MaximumReason signal,
      Instant now) {
    int connections = before.connections();
    var behind = pods.stream().filter(pod -> pod.maximum() != connections).findFirst();
    if (!complete) {
      return held(before, MaximumReason.ReportMissing, "a pod's report is missing", now);
    }
    if (behind.isPresent()) {
      return held(
          before,
          MaximumReason.LastMaximumNotApplied,
          "pod %s holds %d connections and not %d yet"
              .formatted(behind.get().pod(), behind.get().maximum(), connections),
          now);
    }
    if (!hasPeople(busiest, before)) {
      return tooFewPeople(rules, before, busiest, now);
    }
    if (connections >= rules.bound()) {
      return rules.memory() < rules.ceiling()
          ? held(
              before,
              MaximumReason.MemoryReached,
              "the pod's memory limit has room for %d connections; give it more memory"
                  .formatted(rules.memory()),
              now)
          : held(
              before,
              MaximumReason.MaximumCeilingReached,
              "connections.maximumCeiling is %d; raise it, or add a replica"
                  .formatted(rules.ceiling()),
              now);
    }
    int next = (int) Math.min((long) FACTOR * connections, rules.bound());
    return changed(
        Outcome.RAISED,
        next,
        signal,
        "%s; raised from %d to %d".formatted(words(signal, busiest), connections, next),
        now);
  }

  private static MaximumDecision tooFewPeople(
      MaximumRules rules, Maximum before, PodPlaces pod, Instant now) {
    return isOver(pod.loggedIn(), before.connections(), NEEDED_PERCENT)
        ? held(
            before,
            MaximumReason.TooFewUsers,
            "of the %d places of pod %s %d are taken by users who logged in, but with at most"
                    .formatted(before.connections(), pod.pod(), pod.loggedIn())
                + " connectionsPerUser, %d, each they come to %d, fewer than %d %%; see who has more"
                    .formatted(rules.connectionsPerUser(), pod.earned(), NEEDED_PERCENT),
            now)
        : held(
            before,
            MaximumReason.TooFewLoggedIn,
            "of the %d places of pod %s %d are taken by somebody who logged in, fewer than %d %%; see"
                    .formatted(before.connections(), pod.pod(), pod.loggedIn(), NEEDED_PERCENT)
                + " who connects, and deny it",
            now);
  }

  private static String words(MaximumReason signal, PodPlaces pod) {
    return signal == MaximumReason.ServerFull
        ? "pod %s turned %d clients away because all of its %d places were taken"
            .formatted(pod.pod(), pod.turnedAway(), pod.maximum())
        : "%d of %d places of pod %s are taken".formatted(pod.current(), pod.maximum(), pod.pod());
  }

  private static MaximumDecision changed(
      Outcome outcome, int connections, MaximumReason reason, String message, Instant now) {
    return new MaximumDecision(
        outcome, new Maximum(connections, now, now, reason, message), reason, message);
  }

  private static MaximumDecision held(
      Maximum before, MaximumReason reason, String message, Instant now) {
    return new MaximumDecision(Outcome.HELD, before.neededAt(now), reason, message);
  }

  private static MaximumDecision kept(Maximum maximum) {
    return new MaximumDecision(Outcome.KEPT, maximum, maximum.reason(), maximum.message());
  }
}

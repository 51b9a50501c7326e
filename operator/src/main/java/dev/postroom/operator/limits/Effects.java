package dev.postroom.operator.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which limits were given and are not what a pod says it enforces. A raise is over only when it is
 * seen: whoever gives more before that does not know what he does.
 *
 * @param missing peers whose limit a pod gives otherwise
 */
public record Effects(Map<String, Missing> missing) {

  /** Longer than a kubelet takes to bring a file. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  /** After which a peer without effect is raised once more, which brings the files anew. */
  public static final Duration RETRY = Duration.ofMinutes(30);

  public static final Effects NONE = new Effects(Map.of());

  /**
   * A limit that is not in force.
   *
   * @param given what the pods should say
   * @param since when that was first seen to differ
   */
  record Missing(int given, Instant since) {}

  public Effects {
    missing = Map.copyOf(missing);
  }

  /** What a look shows. */
  public Effects seen(LimitRules rules, Ledger ledger, List<Evidence> evidence, Instant now) {
    var seen = new HashMap<String, Missing>();
    for (var peer : evidence) {
      int given = ledger.limit(peer.peer(), rules);
      if (differs(peer, given, rules)) {
        var before = missing.get(peer.peer());
        seen.put(
            peer.peer(),
            before != null && before.given() == given ? before : new Missing(given, now));
      }
    }
    return new Effects(seen);
  }

  /** A prefix that a tenant has a part of may be said to have that tenant's limit. */
  private static boolean differs(Evidence peer, int given, LimitRules rules) {
    return peer.limits().stream().anyMatch(limit -> limit != given)
        && !rules.within(peer.peer()).containsAll(without(peer, given));
  }

  private static List<Integer> without(Evidence peer, int given) {
    return peer.limits().stream().filter(limit -> limit != given).toList();
  }

  /** Since when the effect is missing; empty if there is none missing. */
  Optional<Instant> missingSince(String peer) {
    return Optional.ofNullable(missing.get(peer)).map(Missing::since);
  }
}

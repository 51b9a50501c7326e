package dev.postroom.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was applied for one server, as which versions the API server stored it, and what others
 * changed since. All of it can be lost.
 */
public final class AppliedObjects {

  /**
   * One object.
   *
   * @param wanted hash of what was applied
   * @param version that it was last seen to have
   * @param content what the API server made of it, without its status
   */
  record Applied(String wanted, String version, ObjectContent content) {

    boolean isVersionOf(HasMetadata object) {
      return version.equals(object.getMetadata().getResourceVersion());
    }
  }

  private final Map<String, Applied> objects = new HashMap<>();
  private final Map<String, RepairPace> repairs = new HashMap<>();
  private final Set<String> postponed = new HashSet<>();
  private final List<Drift> drifts = new ArrayList<>();

  Optional<Applied> find(String object) {
    return Optional.ofNullable(objects.get(object));
  }

  void remember(String object, Applied applied) {
    objects.put(object, applied);
    postponed.remove(object);
  }

  /** Leaves an object as somebody changed it until its repair is due. */
  void postpone(String object) {
    postponed.add(object);
  }

  /** Whether no object waits for its repair. */
  public boolean isRepaired() {
    return postponed.isEmpty();
  }

  void forget(String object) {
    objects.remove(object);
    repairs.remove(object);
    postponed.remove(object);
  }

  /** Whether an object that somebody changed may be repaired already. */
  boolean mayRepair(String object, Instant now) {
    return !repairs.containsKey(object) || repairs.get(object).isDue(now);
  }

  void repaired(String object, Drift drift, Instant now) {
    repairs.merge(object, RepairPace.first(now), (pace, _) -> pace.again(now));
    drifts.add(drift);
  }

  /** What was repaired since this was last asked. */
  public List<Drift> takeDrifts() {
    var taken = List.copyOf(drifts);
    drifts.clear();
    return taken;
  }
}

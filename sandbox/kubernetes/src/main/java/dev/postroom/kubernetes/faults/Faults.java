package dev.postroom.kubernetes.faults;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The faults of one API server: none until a plan is set. */
public final class Faults {

  private final Set<Runnable> watches = ConcurrentHashMap.newKeySet();
  private volatile FaultPlan plan = FaultPlan.NONE;

  /** From now on this goes wrong, and nothing else. */
  public void plan(FaultPlan plan) {
    this.plan = plan;
  }

  /** From now on nobody is answered, and every watch is cut. */
  public void goAway() {
    plan(FaultPlan.away());
    cutWatches();
  }

  /** Nothing goes wrong any more. */
  public void comeBack() {
    plan(FaultPlan.NONE);
  }

  /** Closes the connections of all watches, as a load balancer does now and then. */
  public void cutWatches() {
    watches.forEach(Runnable::run);
  }

  /** The fault that a request meets, if it meets one. */
  public Optional<Fault> of(Asked request) {
    return plan.of(request);
  }

  /** Says how a watch can be cut while it runs. */
  public void watching(Runnable cut) {
    watches.add(cut);
  }

  /** Says that a watch has ended. */
  public void ended(Runnable cut) {
    watches.remove(cut);
  }
}

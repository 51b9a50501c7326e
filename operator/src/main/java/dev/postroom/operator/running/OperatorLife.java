package dev.postroom.operator.running;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * When the operator acts: at once, or when it holds the Lease. A process that may not act any more,
 * or cannot begin to, ends; whoever runs it starts another, which waits for its turn.
 */
public final class OperatorLife {

  private static final Logger LOG = Logger.getLogger(OperatorLife.class);

  /** What this replica does. */
  public enum Phase {
    /** Nothing is known of the cluster yet. */
    STARTING,
    /** Another replica acts. */
    WAITING,
    /** It acts. */
    ACTING
  }

  /** Makes the election; given what to do when it is won and when it is lost. */
  @FunctionalInterface
  public interface Election {
    /** Not started yet. */
    Leadership of(Runnable won, Runnable lost);
  }

  private final Runnable start;
  private final Runnable stop;
  private final Optional<Leadership> leadership;
  private final Runnable end;

  private volatile boolean acting;

  /**
   * @param registry learns whether it acts
   * @param start starts the operator and returns when it watches
   * @param stop stops it
   * @param election among the replicas, if there may be several
   * @param end ends the process at once
   */
  public OperatorLife(
      MeterRegistry registry,
      Runnable start,
      Runnable stop,
      Optional<Election> election,
      Runnable end) {
    Gauge.builder("postroom.acting", this, life -> life.phase() == Phase.ACTING ? 1 : 0)
        .description("1 where this replica acts, 0 where it starts or waits for the Lease")
        .register(registry);
    this.start = start;
    this.stop = stop;
    this.end = end;
    leadership = election.map(among -> among.of(this::act, this::lost));
  }

  /** Begins; returns at once. */
  public void begin() {
    leadership.ifPresentOrElse(Leadership::start, () -> Thread.ofVirtual().start(this::act));
  }

  private void act() {
    try {
      start.run();
      acting = true;
    } catch (CannotBegin e) {
      LOG.errorf("%s; it ends, and tries again when it is started again", e.getMessage());
    } catch (RuntimeException e) {
      LOG.error(
          "the operator cannot watch its resources; see that the API server answers, that the CRD is"
              + " installed and that the operator's Role permits it",
          e);
    } finally {
      if (!acting) {
        // It would keep the Lease and leave the others waiting.
        end.run();
      }
    }
  }

  private void lost() {
    LOG.error("the Lease is lost, another replica may act: this one ends");
    end.run();
  }

  /** Stops acting, then lets the next replica act. */
  public void end() {
    stop.run();
    leadership.ifPresent(Leadership::close);
    acting = false;
  }

  /** What it does now. */
  public Phase phase() {
    if (acting) {
      return Phase.ACTING;
    }
    boolean waits =
        leadership.filter(lease -> lease.isLeaseSeen() && !lease.isLeading()).isPresent();
    return waits ? Phase.WAITING : Phase.STARTING;
  }
}

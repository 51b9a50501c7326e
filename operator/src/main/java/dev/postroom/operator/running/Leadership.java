package dev.postroom.operator.running;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Waits for a Lease and keeps it. The Java Operator SDK's own election is not used: it needs a
 * SelfSubjectRulesReview that clusters with an authorization webhook answer incompletely, and it
 * keeps the Lease when it stops, so that every upgrade takes as long as a failure.
 */
public final class Leadership implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Leadership.class);

  private final KubernetesClient client;
  private final String identity;
  private final Runnable won;
  private final Runnable lost;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LeaderElector elector;

  private volatile boolean leaseSeen;
  private volatile boolean leading;
  private volatile boolean closing;
  private CompletableFuture<?> election = CompletableFuture.completedFuture(null);

  /**
   * @param client whose requests end, with their retries, well within the renew deadline
   * @param identity differs from that of any other replica
   * @param won called once, on a thread of its own, when this replica holds the Lease
   * @param lost called when it does not any more, or takes no part any more: nothing may act
   *     afterwards
   */
  public Leadership(
      KubernetesClient client,
      String namespace,
      String name,
      String identity,
      LeaseTimes times,
      Runnable won,
      Runnable lost) {
    this.client = client;
    this.identity = identity;
    this.won = won;
    this.lost = lost;
    var election =
        new LeaderElectionConfigBuilder()
            .withName(name)
            .withLock(new SeenLease(namespace, name, identity, InstantSource.system()))
            .withLeaseDuration(times.duration())
            .withRenewDeadline(times.renewDeadline())
            .withRetryPeriod(times.retry())
            // Whoever lost it must not spend a request on it first; close() releases.
            .withReleaseOnCancel(false)
            .withLeaderCallbacks(new LeaderCallbacks(this::won, this::lost, this::sawLeader))
            .build();
    elector = new LeaderElector(client, election, threads);
  }

  /** Begins to wait; returns at once. */
  public void start() {
    election = elector.start();
    election.whenComplete(
        (_, failure) -> {
          if (failure != null && !closing) {
            // Nobody renews any more, and nobody waits.
            LOG.error("the election cannot go on; see whether somebody spoilt the Lease", failure);
            lost.run();
          }
        });
  }

  /** Whether this replica holds the Lease. */
  public boolean isLeading() {
    return leading;
  }

  /** Whether the Lease was read or made: the API server answers, and permits it. */
  public boolean isLeaseSeen() {
    return leaseSeen;
  }

  private void won() {
    leading = true;
    LOG.infof("this replica, %s, acts from now on", identity);
    // The elector's thread has the Lease to renew.
    threads.execute(won);
  }

  private void lost() {
    leading = false;
    if (!closing) {
      lost.run();
    }
  }

  private void sawLeader(String holder) {
    leaseSeen = true;
    if (holder != null && !holder.equals(identity)) {
      LOG.infof("%s acts, this replica, %s, waits", holder, identity);
    }
  }

  /** Gives the Lease up, so that whoever waits need not wait for its end; call it when idle. */
  @Override
  public void close() {
    closing = true;
    if (leading) {
      try {
        elector.release();
      } catch (KubernetesClientException e) {
        LOG.warnf("the Lease could not be released and runs out by itself: %s", e.getMessage());
      }
    }
    election.cancel(true);
    threads.shutdownNow();
    client.close();
  }
}

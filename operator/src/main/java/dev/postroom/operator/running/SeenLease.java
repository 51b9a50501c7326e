package dev.postroom.operator.running;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * A Lease whose renewals are dated by when they are seen. Its holder dates them by a clock of its
 * own, and the elector compares that with this replica's: one that is ahead by as much as the Lease
 * lasts would take it from a holder who acts.
 */
final class SeenLease extends LeaseLock {

  private final InstantSource clock;
  private LeaderElectionRecord last;
  private ZonedDateTime seen;

  SeenLease(String namespace, String name, String identity, InstantSource clock) {
    super(namespace, name, identity);
    this.clock = clock;
  }

  @Override
  public synchronized LeaderElectionRecord get(KubernetesClient client) {
    var found = super.get(client);
    if (found == null) {
      return null;
    }
    if (!found.equals(last)) {
      last = found;
      seen = clock.instant().atZone(ZoneOffset.UTC);
    }
    return found.toBuilder().renewTime(seen).build();
  }
}

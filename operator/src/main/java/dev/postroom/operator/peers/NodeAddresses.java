package dev.postroom.operator.peers;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The nodes, for all servers together: asked for at most once a minute whether or not there is an
 * answer, and by one who asks while the others take what was known. The last answer stays good for
 * a while when there is no newer one.
 */
public final class NodeAddresses {

  private static final Duration KEPT = Duration.ofMinutes(1);

  /** How long the last answer is good when no newer one can be had. */
  private static final Duration GOOD = Duration.ofHours(1);

  private final Supplier<Nodes> list;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();

  private volatile Nodes known = Nodes.unknown("the nodes are being asked for");
  private volatile Instant askedAt = Instant.MIN;
  private Instant answeredAt = Instant.MIN;

  /**
   * @param list lists the nodes, or fails as the Kubernetes client does
   */
  public NodeAddresses(Supplier<Nodes> list, Clock clock) {
    this.list = list;
    this.clock = clock;
  }

  /** What is known, nothing with the reason if need be; never fails. */
  public Nodes get() {
    if (isKnown() || !begin()) {
      return known;
    }
    try {
      if (!isKnown()) {
        known = asked();
        askedAt = clock.instant();
      }
      return known;
    } finally {
      asking.unlock();
    }
  }

  private boolean isKnown() {
    return askedAt != Instant.MIN && clock.instant().isBefore(askedAt.plus(KEPT));
  }

  /** Before the first answer everybody waits for it; later there is an older one. */
  private boolean begin() {
    if (askedAt == Instant.MIN) {
      asking.lock();
      return true;
    }
    return asking.tryLock();
  }

  private Nodes asked() {
    try {
      var nodes = list.get();
      answeredAt = clock.instant();
      return nodes;
    } catch (KubernetesClientException e) {
      boolean isGood = answeredAt != Instant.MIN && clock.instant().isBefore(answeredAt.plus(GOOD));
      return isGood
          ? known
          : new Nodes(known.addresses(), known.podNetworks(), Optional.of(words(e)));
    }
  }

  private static String words(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        ? "the operator may not list nodes"
        : "the nodes could not be listed: " + e.getMessage();
  }
}

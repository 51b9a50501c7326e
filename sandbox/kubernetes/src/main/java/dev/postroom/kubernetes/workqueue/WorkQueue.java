package dev.postroom.kubernetes.workqueue;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys waiting to be reconciled, each at most once, worked off one by one on a virtual thread. A
 * key added while it is worked on is worked on once more afterwards. A failure is tried again after
 * {@link #FIRST_RETRY}, doubling up to {@link #LAST_RETRY}.
 */
public final class WorkQueue implements AutoCloseable {

  static final Duration FIRST_RETRY = Duration.ofMillis(20);
  static final Duration LAST_RETRY = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

  private final String name;
  private final Reconciler reconciler;
  private final ScheduledExecutorService timer;
  private final Thread worker;
  private final SequencedSet<ObjectKey> waiting = new LinkedHashSet<>();
  private final Set<ObjectKey> timed = new HashSet<>();
  private final Map<ObjectKey, Integer> failures = new HashMap<>();
  private boolean closed;

  /** Starts working at once; {@code name} appears in the log and as the thread's name. */
  public WorkQueue(String name, Reconciler reconciler) {
    this.name = name;
    this.reconciler = reconciler;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name + "-timer").factory());
    this.worker = Thread.ofVirtual().name(name).start(this::work);
  }

  public synchronized void add(ObjectKey key) {
    if (!closed && waiting.add(key)) {
      notifyAll();
    }
  }

  /** Adds the key when {@code delay} is over; for what changes with time only. */
  public synchronized void addAfter(ObjectKey key, Duration delay) {
    if (closed || !timed.add(key)) {
      return;
    }
    try {
      timer.schedule(() -> addTimed(key), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: closed while {} was to be looked at later", name, key, e);
    }
  }

  private synchronized void addTimed(ObjectKey key) {
    timed.remove(key);
    add(key);
  }

  private void work() {
    try {
      while (true) {
        ObjectKey key = take();
        if (key == null) {
          return;
        }
        reconcile(key);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized ObjectKey take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    return closed ? null : waiting.removeFirst();
  }

  private void reconcile(ObjectKey key) {
    try {
      reconciler.reconcile(key);
      forgetFailures(key);
    } catch (RuntimeException e) {
      retry(key, e);
    }
  }

  private synchronized void forgetFailures(ObjectKey key) {
    failures.remove(key);
  }

  private synchronized void retry(ObjectKey key, RuntimeException cause) {
    if (closed) {
      return;
    }
    int failed = failures.merge(key, 1, Integer::sum);
    Duration delay = retryDelay(failed);
    LOG.debug("{}: {} failed, again in {}", name, key, delay, cause);
    addAfter(key, delay);
  }

  /** How long to wait after the {@code failed}-th failure in a row. */
  static Duration retryDelay(int failed) {
    Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failed - 1, 20));
    return doubled.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : doubled;
  }

  /** Ends the work; a key being worked on is interrupted. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    timer.shutdownNow();
    worker.interrupt();
  }
}

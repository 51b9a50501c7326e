package dev.postroom.kubernetes.node.probe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the probes of one run of a container, each on a virtual thread of its own, until closed.
 * Readiness and liveness wait for the startup probe.
 */
public final class Prober implements AutoCloseable {

  private static final int DEFAULT_PERIOD_SECONDS = 10;

  /** Is told what probes say; called from their threads. */
  public interface Listener {

    /**
     * The answers of a probe amount to a verdict; repeated as long as they do.
     *
     * @param problem what was wrong with the last answer, empty for a good one
     */
    void verdict(ProbeKind kind, Optional<String> problem);

    /** One answer was bad, whether or not that amounts to anything. */
    void failed(ProbeKind kind, String problem);
  }

  private final Map<ProbeKind, Probe> probes = new EnumMap<>(ProbeKind.class);
  private final Map<ProbeKind, ProbeCheck> checks = new EnumMap<>(ProbeKind.class);
  private final String name;
  private final Listener listener;
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;

  /**
   * @throws UnsupportedOperationException when the container has a probe this node cannot do
   */
  public Prober(Container container, InetAddress address, HttpClient http, Listener listener) {
    this.name = container.getName();
    this.listener = listener;
    add(ProbeKind.STARTUP, container.getStartupProbe(), container, address, http);
    add(ProbeKind.READINESS, container.getReadinessProbe(), container, address, http);
    add(ProbeKind.LIVENESS, container.getLivenessProbe(), container, address, http);
  }

  private void add(
      ProbeKind kind, Probe probe, Container container, InetAddress address, HttpClient http) {
    if (probe != null) {
      probes.put(kind, probe);
      checks.put(kind, new ProbeCheck(probe, container, address, http));
    }
  }

  /**
   * Starts asking. Without a startup probe the program counts as started, and without a readiness
   * probe as ready, at once.
   */
  public void start() {
    if (!ask(ProbeKind.STARTUP)) {
      listener.verdict(ProbeKind.STARTUP, Optional.empty());
      started();
    }
  }

  private void started() {
    if (!ask(ProbeKind.READINESS)) {
      listener.verdict(ProbeKind.READINESS, Optional.empty());
    }
    ask(ProbeKind.LIVENESS);
  }

  private synchronized boolean ask(ProbeKind kind) {
    Probe probe = probes.get(kind);
    if (probe != null && !closed) {
      threads.add(
          Thread.ofVirtual()
              .name(kind.title() + " probe of " + name)
              .start(() -> askOnAndOn(kind, probe, checks.get(kind))));
    }
    return probe != null;
  }

  private void askOnAndOn(ProbeKind kind, Probe probe, ProbeCheck check) {
    ProbeCounter counter = new ProbeCounter(probe);
    Duration period = seconds(probe.getPeriodSeconds(), DEFAULT_PERIOD_SECONDS);
    try {
      Thread.sleep(seconds(probe.getInitialDelaySeconds(), 0));
      while (!isClosed()) {
        Optional<String> problem = check.ask();
        problem.ifPresent(text -> listener.failed(kind, text));
        Optional<Boolean> verdict = counter.answered(problem.isEmpty());
        if (verdict.isPresent()) {
          listener.verdict(kind, problem);
          if (kind == ProbeKind.STARTUP) {
            if (verdict.get()) {
              started();
            }
            return;
          }
        }
        Thread.sleep(period);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration seconds(Integer seconds, int otherwise) {
    return Duration.ofSeconds(seconds == null ? otherwise : seconds);
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  @Override
  public synchronized void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
  }
}

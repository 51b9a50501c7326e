package dev.postroom.kubernetes.node;

import dev.postroom.kubernetes.node.probe.ProbeKind;
import dev.postroom.kubernetes.node.probe.Prober;
import io.fabric8.kubernetes.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One container of a pod through its runs: what state it is in, and when it is due to be started or
 * killed. Used by the pod's own thread only.
 */
final class PodContainer {

  private final CrashBackOff backOff;
  private Container spec;
  private ContainerState state = new ContainerState.Waiting("ContainerCreating", "");
  private Optional<ContainerState.Terminated> lastEnd = Optional.empty();
  private Optional<Process> process = Optional.empty();
  private Optional<Prober> prober = Optional.empty();
  private Optional<Instant> startAt = Optional.of(Instant.MIN);
  private Optional<Instant> killAt = Optional.empty();
  private int run;
  private int restarts;
  private boolean started;
  private boolean ready;

  PodContainer(Container spec, CrashBackOff backOff) {
    this.spec = spec;
    this.backOff = backOff;
  }

  Container spec() {
    return spec;
  }

  void spec(Container changed) {
    this.spec = changed;
  }

  String name() {
    return spec.getName();
  }

  ContainerState state() {
    return state;
  }

  Optional<ContainerState.Terminated> lastEnd() {
    return lastEnd;
  }

  int restarts() {
    return restarts;
  }

  boolean started() {
    return started;
  }

  boolean ready() {
    return ready;
  }

  boolean running() {
    return process.isPresent();
  }

  /** Whether the container has ended and will not be started again. */
  boolean ended() {
    return process.isEmpty() && startAt.isEmpty();
  }

  /** A number that tells the present run from earlier ones, whose news may come late. */
  int run() {
    return run;
  }

  boolean startIsDue(Instant now) {
    return process.isEmpty() && startAt.filter(due -> !due.isAfter(now)).isPresent();
  }

  /** When the next start or kill is due, if one is. */
  Optional<Instant> nextDue() {
    return process.isPresent() ? killAt : startAt;
  }

  /** Counts a new run, before its process is started. */
  int newRun() {
    return ++run;
  }

  void startedAs(Process process, Prober prober, Instant now) {
    if (lastEnd.isPresent()) {
      restarts++;
    }
    this.process = Optional.of(process);
    this.prober = Optional.of(prober);
    state = new ContainerState.Running(now);
    startAt = Optional.empty();
    prober.start();
  }

  /** Could not be started now; to be tried again at {@code again}. */
  void cannotStart(String reason, String message, Instant again) {
    state = new ContainerState.Waiting(reason, message);
    startAt = Optional.of(again);
  }

  void verdict(ProbeKind kind, boolean good) {
    switch (kind) {
      case STARTUP -> started = good;
      case READINESS -> ready = good;
      case LIVENESS -> {}
    }
  }

  /**
   * Asks the program to end (SIGTERM), and sees to it that it is killed when {@code grace} is over.
   */
  void stop(Duration grace, Instant now) {
    process.ifPresent(
        running -> {
          Instant deadline = now.plus(grace);
          if (killAt.isEmpty()) {
            // Process.destroy would close its output, and with it the log of how it ends.
            running.toHandle().destroy();
          }
          killAt =
              killAt.filter(earlier -> earlier.isBefore(deadline)).or(() -> Optional.of(deadline));
        });
  }

  void killIfDue(Instant now) {
    if (killAt.filter(due -> !due.isAfter(now)).isPresent()) {
      process.map(Process::toHandle).ifPresent(ProcessHandle::destroyForcibly);
      killAt = Optional.empty();
    }
  }

  /**
   * The program has ended.
   *
   * @param again whether it is to be started again, after the back-off
   */
  void ended(int exitCode, boolean again, Instant now) {
    prober.ifPresent(Prober::close);
    Instant since = state instanceof ContainerState.Running running ? running.since() : now;
    ContainerState.Terminated end = new ContainerState.Terminated(exitCode, since, now);
    lastEnd = Optional.of(end);
    process = Optional.empty();
    prober = Optional.empty();
    killAt = Optional.empty();
    started = false;
    ready = false;
    state = end;
    if (again) {
      Duration wait = backOff.ended(since, now);
      startAt = Optional.of(now.plus(wait));
      if (!wait.isZero()) {
        state =
            new ContainerState.Waiting(
                "CrashLoopBackOff",
                "back-off " + wait.toSeconds() + "s restarting failed container=" + name());
      }
    }
  }

  /** Will not be started again. */
  void giveUp() {
    startAt = Optional.empty();
  }
}

package dev.postroom.operator.simulation;

import dev.postroom.operator.limits.Ledger;
import dev.postroom.operator.limits.Maximum;
import dev.postroom.operator.peers.PeerReports;
import dev.postroom.operator.peers.PodReport;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Pods behind a Service with ClientIP affinity, the two ConfigMaps about limits, the kubelet that
 * brings the access map to the pods some time after it was written, and a network on which reports
 * get lost.
 */
final class SimulatedCluster implements PeerReports {

  private static final Duration START = Duration.ofSeconds(20);

  private final Agenda agenda;
  private final RandomGenerator random;
  private final List<SimulatedPod> pods;
  private final Set<SimulatedPod> starting = new HashSet<>();
  private final Map<String, SimulatedPod> affinity = new HashMap<>();
  private UnaryOperator<PodReport> network = report -> report;
  private Duration leastLag = Duration.ofMillis(200);
  private Duration mostLag = Duration.ofSeconds(1);
  private Ledger ledger = Ledger.EMPTY;
  private Maximum maximum;
  private String guessers = "";
  private String imapaccess = "";

  SimulatedCluster(Agenda agenda, RandomGenerator random, List<SimulatedPod> pods) {
    this.agenda = agenda;
    this.random = random;
    this.pods = pods;
    maximum = Maximum.asSpecified(pods.getFirst().maximum, agenda.instant());
  }

  /** With a kubelet that takes so long to bring a file. */
  SimulatedCluster bringing(Duration least, Duration most) {
    leastLag = least;
    mostLag = most;
    return this;
  }

  /** A connection by way of the Service, empty if it was refused or no pod is there. */
  Optional<SimulatedPod.Connection> connect(String address, Runnable lost) {
    return pod(address).flatMap(pod -> pod.connect(address, lost));
  }

  private Optional<SimulatedPod> pod(String address) {
    var ready = pods.stream().filter(pod -> !starting.contains(pod)).toList();
    return ready.isEmpty()
        ? Optional.empty()
        : Optional.of(
            affinity.computeIfAbsent(address, _ -> ready.get(random.nextInt(ready.size()))));
  }

  /** How many connections an address may hold where it connects. */
  int limitInForce(String address) {
    return Optional.ofNullable(affinity.get(address)).orElse(pods.getFirst()).limitOf(address);
  }

  /** Whether somebody was turned away since then at the limit that his address has now. */
  boolean wasTurnedAwaySince(String address, Instant time) {
    return Optional.ofNullable(affinity.get(address))
        .flatMap(pod -> pod.lastRefused(address))
        .filter(refused -> refused.isAfter(time))
        .isPresent();
  }

  /** A pod is replaced: it is gone at once and back after {@link #START}, knowing nobody. */
  void replace(int index) {
    var pod = pods.get(index);
    starting.add(pod);
    affinity.values().removeIf(pod::equals);
    pod.stop();
    agenda.in(
        START,
        () -> {
          pod.start(imapaccess);
          starting.remove(pod);
        });
  }

  /** The pods that are ready, as far as anybody asks for more than their number. */
  List<Pod> ready() {
    return pods.stream().filter(pod -> !starting.contains(pod)).map(_ -> new Pod()).toList();
  }

  /** What becomes of reports on their way from now on. */
  void network(UnaryOperator<PodReport> network) {
    this.network = network;
  }

  @Override
  public List<PodReport> of(List<Pod> ignored, String token) {
    var reports = new ArrayList<PodReport>();
    for (var pod : pods) {
      if (!starting.contains(pod)) {
        reports.add(network.apply(new PodReport.Given(pod.name, pod.report())));
      }
    }
    return reports;
  }

  /** What the ledger's ConfigMap has. */
  Ledger ledger() {
    return ledger;
  }

  void writeLedger(Ledger written) {
    ledger = written;
  }

  /** How many connections a pod may hold, as it is kept beside the ledger. */
  Maximum maximum() {
    return maximum;
  }

  void writeMaximum(Maximum written) {
    maximum = written;
    pods.forEach(pod -> pod.maximum = written.connections());
  }

  /** Who guessed before pods restarted, as it is kept beside the ledger. */
  String guessers() {
    return guessers;
  }

  void writeGuessers(String written) {
    guessers = written;
  }

  String imapaccess() {
    return imapaccess;
  }

  /** Writes the access map; each pod has it a moment later. */
  void writeAccessMap(String text) {
    if (text.equals(imapaccess)) {
      return;
    }
    imapaccess = text;
    for (var pod : pods) {
      var lag = leastLag.plusMillis(random.nextLong(mostLag.minus(leastLag).toMillis() + 1));
      // What the kubelet brings is what then stands there.
      agenda.in(lag, () -> pod.take(imapaccess));
    }
  }
}

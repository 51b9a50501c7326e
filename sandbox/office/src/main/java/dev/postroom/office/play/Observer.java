package dev.postroom.office.play;

import dev.postroom.contract.report.PeerReport;
import dev.postroom.contract.report.PeerReportException;
import dev.postroom.contract.report.PeerReportJson;
import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.ImapServerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the clients, at the server's peer report and at the ImapServer's status. */
public final class Observer {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

  private final KubernetesClient client;
  private final HttpClient http;
  private final String namespace;
  private final String name;
  private final int managementPort;
  private final List<Party> parties;
  private final Clock clock;
  private final Set<String> podsSeen = new LinkedHashSet<>();
  private int restarts;

  /**
   * @param namespace and name: those of the ImapServer
   */
  public Observer(
      KubernetesClient client,
      HttpClient http,
      String namespace,
      String name,
      int managementPort,
      List<Party> parties,
      Clock clock) {
    this.client = client;
    this.http = http;
    this.namespace = namespace;
    this.name = name;
    this.managementPort = managementPort;
    this.parties = List.copyOf(parties);
    this.clock = clock;
  }

  /** What is to be seen now. What does not answer is left out. */
  public Scene look() throws InterruptedException {
    Pod pod = client.pods().inNamespace(namespace).withName(name + "-0").get();
    countRestarts(pod);
    Optional<PeerReport> report = report(pod);
    Optional<ImapServerStatus> status =
        Optional.ofNullable(
                client.resources(ImapServer.class).inNamespace(namespace).withName(name).get())
            .map(ImapServer::getStatus);
    return new Scene(
        clock.instant(),
        parties.stream().map(party -> address(party, report, status)).toList(),
        status.map(Observer::troubles).orElse(List.of()),
        restarts);
  }

  private static Scene.Address address(
      Party party, Optional<PeerReport> report, Optional<ImapServerStatus> status) {
    String address = party.address().getHostAddress();
    return new Scene.Address(
        party.name(),
        address,
        party.wanted(),
        party.count(),
        report.flatMap(
            r -> r.peers().stream().filter(p -> p.address().equals(address)).findFirst()),
        status.flatMap(s -> s.peers().stream().filter(p -> p.peer().equals(address)).findFirst()));
  }

  private static List<String> troubles(ImapServerStatus status) {
    return status.conditions().stream()
        .filter(condition -> condition.status() != Condition.Status.True)
        .map(c -> c.type() + "=" + c.status() + ": " + c.message())
        .toList();
  }

  private void countRestarts(Pod pod) {
    if (pod == null) {
      return;
    }
    podsSeen.add(pod.getMetadata().getUid());
    int ofContainers =
        pod.getStatus().getContainerStatuses().stream()
            .map(ContainerStatus::getRestartCount)
            .filter(Objects::nonNull)
            .mapToInt(Integer::intValue)
            .sum();
    restarts = Math.max(restarts, podsSeen.size() - 1 + ofContainers);
  }

  /** The operator's; without one the server answers that it needs one. */
  private String token() {
    return Optional.ofNullable(
            client.secrets().inNamespace(namespace).withName(name + "-report-token").get())
        .map(secret -> secret.getData().get("token"))
        .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
        .flatMap(tokens -> tokens.lines().findFirst())
        .orElse("");
  }

  private Optional<PeerReport> report(Pod pod) throws InterruptedException {
    if (pod == null || pod.getStatus().getPodIP() == null) {
      return Optional.empty();
    }
    URI uri =
        URI.create("http://" + pod.getStatus().getPodIP() + ":" + managementPort + PeerReport.PATH);
    try {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(uri)
                  .timeout(TIMEOUT)
                  .header("Authorization", "Bearer " + token())
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return answer.statusCode() == 200
          ? Optional.of(PeerReportJson.read(answer.body()))
          : Optional.empty();
    } catch (IOException | PeerReportException e) {
      LOG.debug("{} does not answer", uri, e);
      return Optional.empty();
    }
  }
}

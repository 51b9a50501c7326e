package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.crds.Annotations;
import dev.postroom.crds.Condition;
import dev.postroom.crds.ImapServer;
import dev.postroom.crds.PeerStatus;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What an administrator orders by annotations, how many connections a pod holds, and what restarts
 * must not lose of either, for real.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OrderedLimitsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String OFFICE = "203.0.113.7";

  @AutoClose private final StandIn cluster = StandIn.operated();
  private final KubernetesClient client = cluster.client();

  @Test
  void anAddressIsPinnedWithoutPodsAndInModeOffUntilThePinIsRemoved() {
    create("connections: {perAddress: {limit: 4, autoRaise: {mode: 'Off', intervalSeconds: 300}}}");

    annotate(Annotations.PIN, "\"%s=120\"".formatted(OFFICE));

    await(() -> text("mail-limits", "imapaccess").contains(OFFICE + "\tallow,MAXCPERIP=120"));
    await(() -> peer().filter(peer -> peer.reason().equals("Pinned")).isPresent());
    assertThat(peer().orElseThrow().limit()).isEqualTo(120);
    assertThat(text("mail-ledger", "peers.yaml")).contains("reason: Pinned");

    annotate(Annotations.PIN, "\"%s=many\"".formatted(OFFICE));
    await(() -> condition().reason().equals("InvalidAnnotation"));
    assertThat(condition().message())
        .isEqualTo(
            "metadata.annotations[postroom.dev/pin]: 203.0.113.7=many: a limit is a number from 1 to"
                + " 400, which is connections.maximum (what was understood before stays in force)");
    assertThat(text("mail-limits", "imapaccess")).contains("MAXCPERIP=120");
    assertThat(client.v1().events().inNamespace("default").list().getItems())
        .filteredOn(event -> event.getReason().equals("InvalidAnnotation"))
        .extracting(event -> event.getType() + " " + event.getMessage())
        .containsExactly("Warning " + condition().message());

    annotate(Annotations.PIN, "null");
    await(() -> !text("mail-limits", "imapaccess").contains(OFFICE));
    await(() -> condition().reason().equals("Valid"));
  }

  @Test
  void aRaiseIsForgottenOnceThoughTheAnnotationStays() throws IOException {
    create("connections: {perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}");
    try (var pod = new FakePod(client)) {
      pod.reports(
          reports ->
              text("mail-limits", "imapaccess").contains(OFFICE)
                  ? reports.peer(OFFICE, 8, 12, 8, Optional.empty())
                  : reports.refused(OFFICE, 4, 12));
      await(() -> text("mail-limits", "imapaccess").contains(OFFICE));

      annotate(Annotations.FORGET, "\"%s\"".formatted(OFFICE));

      await(() -> text("mail-ledger", "forgotten").equals(OFFICE + "\n"));
      await(
          () ->
              client.v1().events().inNamespace("default").list().getItems().stream()
                  .anyMatch(event -> event.getMessage().contains("forgotten by the annotation")));
      // It has its users still, so it is raised again, and that stays.
      await(() -> text("mail-limits", "imapaccess").contains(OFFICE));
      int asked = pod.asked();
      await(() -> pod.asked() >= asked + 4);
      assertThat(text("mail-limits", "imapaccess")).contains(OFFICE);
    }
  }

  @Test
  void aPodThatIsFullOfPeopleHoldsMoreUpToTheCeilingAlsoAfterARestart() throws IOException {
    create("connections: {maximum: 400, maximumCeiling: 600}");
    try (var pod = new FakePod(client)) {
      // Reports tell of a pod that may hold 400.
      pod.reports(reports -> reports.peer(OFFICE, 390, 40, 400, Optional.empty()));

      await(() -> text("mail-config", "imapd").contains("MAXDAEMONS=600\n"));

      await(() -> server().getStatus().connections().podMaximum() == 600);
      assertThat(text("mail-ledger", "maximum.yaml")).contains("connections: 600");
      assertThat(server().getSpec().connections().maximum()).isEqualTo(400);
      cluster.operate();
      int asked = pod.asked();
      await(() -> pod.asked() >= asked + 3);
      assertThat(text("mail-config", "imapd")).contains("MAXDAEMONS=600\n");
    }
  }

  @Test
  void aGuesserIsNotForgivenByARestartOfThePodAndThenOneOfTheOperator() throws IOException {
    create("connections: {perAddress: {limit: 4, autoRaise: {intervalSeconds: 1}}}");
    try (var pod = new FakePod(client)) {
      pod.reports(reports -> reports.guessing(OFFICE, 300));
      await(() -> pod.asked() >= 3);
      var restarted = Instant.now();
      pod.reports(reports -> reports.startedAt(restarted).refused(OFFICE, 4, 3));
      await(() -> text("mail-ledger", "guessers").endsWith(OFFICE + " 0 300\n"));

      cluster.operate();

      int asked = pod.asked();
      await(() -> pod.asked() >= asked + 3);
      await(() -> peer().filter(peer -> peer.reason().equals("LoginsMostlyFail")).isPresent());
      assertThat(text("mail-limits", "imapaccess")).doesNotContain(OFFICE);
    }
  }

  private void create(String spec) {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName("default").endMetadata().build())
        .serverSideApply();
    var server = Servers.server(spec);
    server.getMetadata().setUid(null);
    server.getMetadata().setGeneration(null);
    client.resource(server).create();
    await(() -> !text("mail-limits", "imapaccess").isEmpty());
  }

  private void annotate(String annotation, String json) {
    client
        .resources(ImapServer.class)
        .inNamespace("default")
        .withName("mail")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(annotation, json));
  }

  private ImapServer server() {
    return client.resources(ImapServer.class).inNamespace("default").withName("mail").get();
  }

  private Condition condition() {
    return server().getStatus().conditions().stream()
        .filter(condition -> condition.type().equals("ConfigurationValid"))
        .findFirst()
        .orElseThrow();
  }

  private Optional<PeerStatus> peer() {
    return Optional.ofNullable(server().getStatus()).stream()
        .flatMap(status -> status.peers().stream())
        .filter(peer -> peer.peer().equals(OFFICE))
        .findFirst();
  }

  private String text(String map, String key) {
    ConfigMap found = client.configMaps().inNamespace("default").withName(map).get();
    return found == null ? "" : found.getData().getOrDefault(key, "");
  }

  private static void await(BooleanSupplier condition) {
    Awaitility.await().atMost(PATIENCE).until(condition::getAsBoolean);
  }
}

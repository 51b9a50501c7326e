package dev.postroom.operator.events;

import static dev.postroom.operator.limits.Decision.Outcome.HELD;
import static dev.postroom.operator.limits.Reason.NobodyLoggedIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.operator.Reports;
import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.Reason;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DecisionEventsTest {

  private ApiServer api;
  private KubernetesClient client;
  private DecisionEvents events;

  @BeforeEach
  void start() {
    api = ApiServer.start();
    client =
        new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(api.kubeconfig())).build();
    events =
        new DecisionEvents(
            new ServerEvents(
                client, Clock.fixed(Reports.NOON, ZoneOffset.UTC), new SimpleMeterRegistry()));
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void manyWhoAreHeldForOneReasonAreOneStoryAndHideNobodyWhoIsRaised() {
    var decisions = new ArrayList<Decision>();
    for (int i = 0; i < 1000; i++) {
      decisions.add(decision("10.0.%d.%d".formatted(i / 256, i % 256), HELD, NobodyLoggedIn));
    }
    decisions.add(decision("203.0.113.7", Outcome.RAISED, Reason.TurnedAway));

    tell(decisions);
    tell(decisions);

    assertThat(told())
        .containsExactlyInAnyOrder(
            "LimitHeld 10.0.0.0, 10.0.0.1, 10.0.0.2 and 997 more, of the first: why"
                + " (NobodyLoggedIn)",
            "LimitRaised 203.0.113.7: why (TurnedAway)");
  }

  @Test
  void aFewAreToldOfOneByOne() {
    var decisions = new ArrayList<Decision>();
    for (int i = 0; i < DecisionEvents.ALONE; i++) {
      decisions.add(decision("10.0.0." + i, HELD, Reason.CeilingReached));
    }

    tell(decisions);

    assertThat(told())
        .hasSize(DecisionEvents.ALONE)
        .contains("LimitHeld 10.0.0.4: why (CeilingReached)");
  }

  @Test
  void ofManyWhoAreRaisedAtOnceTheFirstAreNamedEach() {
    var decisions = new ArrayList<Decision>();
    for (int i = 0; i < 20; i++) {
      decisions.add(decision("10.0.0." + i, Outcome.RAISED, Reason.TurnedAway));
    }

    tell(decisions);

    assertThat(told())
        .hasSize(DecisionEvents.ALONE + 1)
        .contains(
            "LimitRaised 10.0.0.4: why (TurnedAway)",
            "LimitRaised 10.0.0.5, 10.0.0.6, 10.0.0.7 and 12 more, of the first: why (TurnedAway)");
  }

  @Test
  void aRecommendationIsAnEventOfItsOwn() {
    tell(List.of(decision("10.0.0.1", HELD, Reason.RecommendOnly)));

    assertThat(told()).containsExactly("LimitRecommended 10.0.0.1: why (RecommendOnly)");
  }

  private void tell(List<Decision> decisions) {
    events.tell(Servers.server("{}"), decisions);
  }

  private List<String> told() {
    return client.v1().events().inNamespace("default").list().getItems().stream()
        .map(event -> event.getReason() + " " + event.getMessage())
        .toList();
  }

  private static Decision decision(String peer, Outcome outcome, Reason reason) {
    return new Decision(outcome, 8, 4, 4, 10, 8, Evidence.none(peer, true), reason, "why");
  }
}

package dev.postroom.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.kubernetes.api.ApiServer;
import dev.postroom.operator.Reports;
import dev.postroom.operator.Servers;
import dev.postroom.operator.limits.Decision;
import dev.postroom.operator.limits.Decision.Outcome;
import dev.postroom.operator.limits.Evidence;
import dev.postroom.operator.limits.Reason;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
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
        new DecisionEvents(new ServerEvents(client, Clock.fixed(Reports.NOON, ZoneOffset.UTC)));
  }

  @AfterEach
  void stop() {
    client.close();
    api.close();
  }

  @Test
  void manyWhoAreHeldDoNotHideWhoIsRaised() {
    var decisions = new ArrayList<Decision>();
    for (int i = 0; i < 50; i++) {
      decisions.add(decision("10.0.0." + i, Outcome.HELD, Reason.NobodyLoggedIn));
    }
    decisions.add(decision("203.0.113.7", Outcome.RAISED, Reason.TurnedAway));

    tell(decisions);

    assertThat(told()).hasSize(DecisionEvents.MAX_PER_ROUND).contains("203.0.113.7: why");
  }

  @Test
  void whatWasToldMakesRoomForWhatWasNot() {
    var decisions = new ArrayList<Decision>();
    for (int i = 0; i < DecisionEvents.MAX_PER_ROUND + 1; i++) {
      decisions.add(decision("10.0.0." + i, Outcome.HELD, Reason.NobodyLoggedIn));
    }

    tell(decisions);
    tell(decisions);
    tell(decisions);

    assertThat(told()).hasSize(DecisionEvents.MAX_PER_ROUND + 1).doesNotHaveDuplicates();
  }

  @Test
  void waitingForTheLastRaiseIsNoNews() {
    tell(List.of(decision("10.0.0.1", Outcome.HELD, Reason.LastRaiseNotApplied)));

    assertThat(told()).isEmpty();
  }

  private void tell(List<Decision> decisions) {
    events.tell(Servers.server("{}"), decisions);
  }

  private List<String> told() {
    return client.v1().events().inNamespace("default").list().getItems().stream()
        .map(Event::getMessage)
        .toList();
  }

  private static Decision decision(String peer, Outcome outcome, Reason reason) {
    return new Decision(outcome, 8, 4, 4, 10, 8, Evidence.none(peer, true), reason, "why");
  }
}

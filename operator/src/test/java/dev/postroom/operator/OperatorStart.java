package dev.postroom.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;

/** Starts the operator in this process, wired as it runs in a cluster. */
final class OperatorStart {

  private OperatorStart() {}

  /**
   * Starts it; the caller stops it.
   *
   * @param client for all that the operator asks; stays open when it stops
   */
  static Operator with(KubernetesClient client) {
    var wiring = new Wiring();
    var registry = new SimpleMeterRegistry();
    var clock = Clock.systemUTC();
    var events = wiring.events(client, clock);
    var started =
        new Operator(
            overrider -> overrider.withKubernetesClient(client).withCloseClientOnStop(false));
    started.register(
        new ImapServerReconciler(
            client,
            clock,
            wiring.renderer(),
            wiring.limits(client, clock, events, registry),
            wiring.owned(client, clock),
            wiring.rollout(client, events, () -> "postroom/imap-server:0.1.0"),
            wiring.podFiles(client),
            wiring.statusWriter(client, clock)));
    started.start();
    return started;
  }
}

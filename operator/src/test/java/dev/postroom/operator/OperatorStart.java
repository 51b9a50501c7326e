package dev.postroom.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.Set;

/** Starts the operator in this process, wired as it runs in a cluster. */
final class OperatorStart {

  private OperatorStart() {}

  /**
   * Starts it; the caller stops it.
   *
   * @param client for all that the operator asks; stays open when it stops
   */
  static Operator with(KubernetesClient client) {
    return with(client, Set.of(), new SimpleMeterRegistry());
  }

  /**
   * Starts it; the caller stops it.
   *
   * @param client for all that the operator asks; stays open when it stops
   * @param namespaces that it looks after; all if there are none
   */
  static Operator with(KubernetesClient client, Set<String> namespaces, MeterRegistry registry) {
    var started =
        new Operator(
            overrider -> overrider.withKubernetesClient(client).withCloseClientOnStop(false));
    started.register(
        reconciler(client, Clock.systemUTC(), registry),
        configuration -> {
          if (!namespaces.isEmpty()) {
            configuration.settingNamespaces(namespaces);
          }
        });
    started.start();
    return started;
  }

  /** All of it but what starts it. */
  static ImapServerReconciler reconciler(
      KubernetesClient client, Clock clock, MeterRegistry registry) {
    var wiring = new Wiring();
    var events = wiring.events(client, clock);
    return new ImapServerReconciler(
        client,
        clock,
        wiring.renderer(),
        wiring.limits(client, clock, events, registry),
        wiring.owned(client, clock),
        wiring.rollout(client, events, defaults()),
        wiring.podFiles(client),
        wiring.statusWriter(client, clock));
  }

  /** The settings as they are if nobody sets anything. */
  static OperatorSettings defaults() {
    return new SmallRyeConfigBuilder()
        .withMapping(OperatorSettings.class)
        .build()
        .getConfigMapping(OperatorSettings.class);
  }
}

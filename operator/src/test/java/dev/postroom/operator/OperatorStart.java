package dev.postroom.operator;

import dev.postroom.operator.memory.Memory;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.util.Map;
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
    return with(client, Map.of());
  }

  /**
   * Starts it with settings other than the defaults; the caller stops it.
   *
   * @param settings by the names of their properties
   */
  static Operator with(KubernetesClient client, Map<String, String> settings) {
    return with(client, Clock.systemUTC(), settings);
  }

  /**
   * Starts it with settings other than the defaults and a clock of its own; the caller stops it.
   *
   * @param settings by the names of their properties
   */
  static Operator with(KubernetesClient client, Clock clock, Map<String, String> settings) {
    return with(client, Set.of(), clock, new SimpleMeterRegistry(), settings(settings));
  }

  /**
   * Starts it; the caller stops it.
   *
   * @param client for all that the operator asks; stays open when it stops
   * @param namespaces that it looks after; all if there are none
   */
  static Operator with(KubernetesClient client, Set<String> namespaces, MeterRegistry registry) {
    return with(client, namespaces, Clock.systemUTC(), registry, defaults());
  }

  /**
   * Starts it with a clock of its own; the caller stops it.
   *
   * @param namespaces that it looks after; all if there are none
   */
  static Operator with(KubernetesClient client, Set<String> namespaces, Clock clock) {
    return with(client, namespaces, clock, new SimpleMeterRegistry(), defaults());
  }

  private static Operator with(
      KubernetesClient client,
      Set<String> namespaces,
      Clock clock,
      MeterRegistry registry,
      OperatorSettings settings) {
    var started =
        new Operator(
            overrider -> overrider.withKubernetesClient(client).withCloseClientOnStop(false));
    started.register(
        reconciler(client, clock, registry, settings),
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
    return reconciler(client, clock, registry, defaults());
  }

  private static ImapServerReconciler reconciler(
      KubernetesClient client, Clock clock, MeterRegistry registry, OperatorSettings settings) {
    var wiring = new Wiring();
    var events = wiring.events(client, clock, registry);
    return new ClockedReconciler(
        client,
        clock,
        wiring.renderer(),
        wiring.limits(client, clock, events, registry),
        wiring.owned(client, clock, events),
        wiring.rollout(client, events, wiring.renderer(), settings, registry, clock),
        wiring.podFiles(client),
        wiring.statusWriter(client, clock),
        new Memory(registry, clock));
  }

  /** The settings as they are if nobody sets anything. */
  static OperatorSettings defaults() {
    return settings(Map.of());
  }

  private static OperatorSettings settings(Map<String, String> changed) {
    return new SmallRyeConfigBuilder()
        .withMapping(OperatorSettings.class)
        .withDefaultValues(changed)
        .build()
        .getConfigMapping(OperatorSettings.class);
  }
}

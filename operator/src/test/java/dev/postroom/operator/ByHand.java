package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.desired.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/**
 * An operator that reconciles the server {@code mail} when it is told to, without informers and
 * queues: it sees the cluster as it is, and its requests come in the same order every time.
 */
final class ByHand {

  private final KubernetesClient operators;
  private final MailServer watching;
  private final ImapServerReconciler reconciler;

  /**
   * A fresh one, which remembers nothing.
   *
   * @param operators for all that the operator asks
   * @param watching what its informers would hold
   */
  ByHand(KubernetesClient operators, MailServer watching, Clock clock) {
    this.operators = operators;
    this.watching = watching;
    reconciler = OperatorStart.reconciler(operators, clock, new SimpleMeterRegistry());
  }

  /** Reconciles once. */
  void reconcile() {
    reconciler.reconcile(watching.get(), context());
  }

  @SuppressWarnings("unchecked")
  private Context<ImapServer> context() {
    return (Context<ImapServer>)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "getSecondaryResources" ->
                      labelled((Class<? extends HasMetadata>) arguments[0]);
                  case "getClient" -> operators;
                  case "isPrimaryResourceDeleted" -> false;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private <T extends HasMetadata> Set<T> labelled(Class<T> type) {
    return new HashSet<>(
        watching
            .client()
            .resources(type)
            .inNamespace(watching.namespace())
            .withLabelSelector(Labels.MADE_BY_OPERATOR)
            .list()
            .getItems());
  }
}

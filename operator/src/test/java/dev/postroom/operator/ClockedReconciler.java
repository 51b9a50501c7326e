package dev.postroom.operator;

import dev.postroom.crds.ImapServer;
import dev.postroom.operator.memory.Memory;
import dev.postroom.operator.owned.OwnedObjects;
import dev.postroom.operator.parts.LimitStep;
import dev.postroom.operator.render.CourierFilesRenderer;
import dev.postroom.operator.rollout.PodFiles;
import dev.postroom.operator.rollout.Rollout;
import dev.postroom.operator.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Ignore;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.time.Duration;

/**
 * The reconciler, called again after as long as it asks for by its own clock. Quarkus would take it
 * for a second one of the operator's, and end every test of the operator as it is packaged.
 */
@Ignore
final class ClockedReconciler extends ImapServerReconciler {

  private final int speed;

  ClockedReconciler(
      KubernetesClient client,
      Clock clock,
      CourierFilesRenderer renderer,
      LimitStep limits,
      OwnedObjects owned,
      Rollout rollout,
      PodFiles podFiles,
      StatusWriter statusWriter,
      Memory memory) {
    super(client, clock, renderer, limits, owned, rollout, podFiles, statusWriter, memory);
    speed = clock instanceof HastyClock ? HastyClock.SPEED : 1;
  }

  @Override
  public UpdateControl<ImapServer> reconcile(ImapServer server, Context<ImapServer> context) {
    var control = super.reconcile(server, context);
    control
        .getScheduleDelay()
        .map(Duration::ofMillis)
        .map(delay -> delay.dividedBy(speed))
        .ifPresent(control::rescheduleAfter);
    return control;
  }
}

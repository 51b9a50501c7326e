package dev.postroom.operator.rollout;

import dev.postroom.operator.apply.AppliedObjects;
import dev.postroom.operator.apply.Applier;
import dev.postroom.operator.desired.ClientService;
import dev.postroom.operator.desired.ClusterService;
import dev.postroom.operator.desired.ConfigurationConfigMap;
import dev.postroom.operator.desired.HeadlessService;
import dev.postroom.operator.desired.ServerStatefulSet;
import dev.postroom.operator.events.EventReason;
import dev.postroom.operator.events.ServerEvents;
import dev.postroom.operator.render.CourierFiles;
import java.util.List;

/** Brings a valid specification to the cluster. The limits must be there before. */
public final class Rollout {

  private final Applier applier;
  private final ServerEvents events;
  private final String defaultImage;

  /**
   * @param defaultImage of servers that name none
   */
  public Rollout(Applier applier, ServerEvents events, String defaultImage) {
    this.applier = applier;
    this.events = events;
    this.defaultImage = defaultImage;
  }

  /** Applies what differs. If pods have to be replaced, an Event says why. */
  public void apply(Children children, CourierFiles files, AppliedObjects applied) {
    var server = children.server();
    var image = server.getSpec().image() == null ? defaultImage : server.getSpec().image();
    var statefulSet = ServerStatefulSet.desired(server, files, image);
    var causes =
        children
            .statefulSet()
            .map(before -> RestartCauses.between(before, statefulSet))
            .orElse(List.of());
    for (var desired :
        List.of(
            ConfigurationConfigMap.desired(server, files),
            HeadlessService.desired(server),
            ClientService.desired(server),
            ClusterService.desired(server),
            statefulSet)) {
      applier.apply(desired, children.same(desired), applied);
    }
    if (!causes.isEmpty()) {
      var words = String.join("; ", causes);
      events.normal(server, EventReason.Rolling, words, "pods are replaced one by one: " + words);
    }
  }
}

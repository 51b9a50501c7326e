package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServer;
import dev.postroom.crds.RolloutStatus.Phase;
import dev.postroom.operator.apply.AppliedObjects;
import dev.postroom.operator.apply.Applier;
import dev.postroom.operator.desired.ClientService;
import dev.postroom.operator.desired.ClusterService;
import dev.postroom.operator.desired.ConfigurationConfigMap;
import dev.postroom.operator.desired.HeadlessService;
import dev.postroom.operator.desired.TemplateConfigMap;
import dev.postroom.operator.events.ServerEvents;
import dev.postroom.operator.render.CourierFiles;
import dev.postroom.operator.render.CourierFilesRenderer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a valid specification to the cluster: asks for a {@link RolloutDecision}, has it carried
 * out and applies the objects. The limits must be there before.
 */
public final class Rollout {

  /** Annotation of the StatefulSet: a hash of the template that its pods are made of. */
  static final String TEMPLATE = "postroom.dev/template";

  private final Applier applier;
  private final Templates templates;
  private final Execution execution;
  private final OrphaningDeletion deletion;
  private final StuckPods stuckPods;
  private final RolloutWatch watch;
  private final RolloutTidings tidings;
  private final RollBudget budget;

  /**
   * @param defaultImage of servers that name none
   */
  public Rollout(
      KubernetesClient client,
      ServerEvents events,
      CourierFilesRenderer renderer,
      String defaultImage,
      RollBudget budget,
      RolloutMetrics metrics,
      Clock clock) {
    applier = new Applier(client, clock);
    templates = new Templates(renderer, defaultImage);
    tidings = new RolloutTidings(events);
    this.budget = budget;
    execution = new Execution(tidings, budget, metrics, clock);
    deletion = new OrphaningDeletion(client);
    stuckPods = new StuckPods(client, tidings, clock);
    watch = new RolloutWatch(tidings, budget, clock);
  }

  /**
   * Applies what differs. If pods have to be replaced, Events say why.
   *
   * @param hindrances why pods that serve must not be replaced
   * @param memory then has the state of the rollout
   * @return the texts of Courier's files that the pods shall have, by name
   */
  public Map<String, String> apply(
      Children children,
      CourierFiles files,
      List<Hindrance> hindrances,
      RolloutMemory memory,
      AppliedObjects applied) {
    var server = children.server();
    if (memory.inForce().isEmpty()) {
      templateOf(children).ifPresent(memory::inForce);
    }
    if (memory.inForce().isPresent()) {
      watch.look(children, memory, memory.rendered().hash());
    }
    var newest = FixedFields.kept(children.statefulSet(), memory.newest(templates, server, files));
    var configuration = ConfigurationConfigMap.desired(server, files);
    var found = children.same(configuration).map(map -> ((ConfigMap) map).getData());
    var situation = situation(children, newest, memory, hindrances, changed(configuration, found));
    var decision = situation.decide();
    var outcome = execution.of(decision, children, memory);

    var inForce = memory.rendered();
    apply(TemplateConfigMap.desired(server, inForce.text()), children, applied);
    if (decision instanceof RolloutDecision.Recreate) {
      // Not before the template is kept, which nobody else has when the StatefulSet is gone.
      deletion.of(children.statefulSet().orElseThrow());
    }
    if (!outcome.held()) {
      apply(configuration, children, applied);
    }
    apply(HeadlessService.desired(server), children, applied);
    apply(ClientService.desired(server), children, applied);
    apply(ClusterService.desired(server), children, applied);
    if (outcome.hasStatefulSet()) {
      apply(statefulSet(newest, inForce), children, applied);
      stuckPods.clear(children);
    }
    var progress = watch.look(children, memory, inForce.hash());
    memory.state(watch.state(children, memory, outcome, progress));
    if (memory.state().phase() == Phase.Stuck) {
      tidings.stuck(server, memory.state().trouble().orElseThrow());
    }
    return outcome.held() ? found.orElse(Map.of()) : configuration.getData();
  }

  /**
   * Follows a roll that goes on by itself while the server is paused; decides and writes nothing.
   *
   * @param memory then has the state of the rollout
   */
  public void look(Children children, RolloutMemory memory) {
    templateOf(children).ifPresent(memory::inForce);
    if (memory.inForce().isPresent()) {
      var progress = watch.look(children, memory, memory.rendered().hash());
      if (!memory.rolling()) {
        gone(children.server());
      }
      memory.state(watch.state(children, memory, Outcome.settled(""), progress));
    }
  }

  /** Says that a server needs no place among those that roll: it is gone, or paused. */
  public void gone(ImapServer server) {
    budget.settled(server.getMetadata().getUid());
  }

  private Situation situation(
      Children children,
      StatefulSet newest,
      RolloutMemory memory,
      List<Hindrance> hindrances,
      List<String> changedFiles) {
    var server = children.server();
    var then = memory.inForce().map(TemplateInForce::specification);
    return new Situation(
        children.statefulSet(),
        !children.pods().isEmpty(),
        !children.readyPods().isEmpty(),
        newest,
        then.flatMap(
            spec ->
                spec.equals(server.getSpec())
                    ? Optional.of(newest.getSpec().getTemplate())
                    : templates.of(server, spec)),
        memory.inForce().map(TemplateInForce::template),
        server.getSpec().updatePolicy(),
        RestartRequest.of(server),
        hindrances,
        changedFiles);
  }

  /** As it was kept, or else as it stands in the StatefulSet. */
  private Optional<TemplateInForce> templateOf(Children children) {
    try {
      return Templates.kept(children).or(() -> Templates.adopted(children));
    } catch (IOException e) {
      tidings.unreadable(children.server(), e.getMessage());
      return Templates.adopted(children);
    }
  }

  private static List<String> changed(ConfigMap wanted, Optional<Map<String, String>> found) {
    return wanted.getData().entrySet().stream()
        .filter(
            file ->
                found
                    .map(texts -> texts.get(file.getKey()))
                    .filter(file.getValue()::equals)
                    .isEmpty())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static StatefulSet statefulSet(StatefulSet newest, RenderedTemplate inForce) {
    return new StatefulSetBuilder(Templates.with(newest, inForce.inForce().template()))
        .editMetadata()
        .addToAnnotations(TEMPLATE, inForce.hash())
        .endMetadata()
        .build();
  }

  private void apply(HasMetadata desired, Children children, AppliedObjects applied) {
    applier.apply(desired, children.same(desired), applied);
  }
}

package dev.postroom.operator.rollout;

import dev.postroom.crds.UpdatePolicy;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that a {@link RolloutDecision} depends on.
 *
 * @param current the StatefulSet as it was last seen
 * @param hasPods whether there are pods, be it without a StatefulSet
 * @param serves whether one of them is ready
 * @param desired the StatefulSet as this operator makes it of the specification of now
 * @param ofThen the template that this operator would make of the specification of then; empty if
 *     it could not honour that any more
 * @param inForce the template that the pods are made of
 * @param updatePolicy of the specification
 * @param restart what stands in the annotation that asks for a restart
 * @param hindrances why pods that serve must not be replaced
 * @param changedFiles names of files that are other ones than in the cluster
 */
record Situation(
    Optional<StatefulSet> current,
    boolean hasPods,
    boolean serves,
    StatefulSet desired,
    Optional<PodTemplateSpec> ofThen,
    Optional<PodTemplateSpec> inForce,
    UpdatePolicy updatePolicy,
    Optional<String> restart,
    List<Hindrance> hindrances,
    List<String> changedFiles) {

  Situation {
    hindrances = List.copyOf(hindrances);
    changedFiles = List.copyOf(changedFiles);
  }

  /** Decides. */
  RolloutDecision decide() {
    if (current.filter(set -> set.getMetadata().getDeletionTimestamp() != null).isPresent()) {
      return new RolloutDecision.AwaitDeletion();
    }
    if (inForce.isEmpty() || current.isEmpty() && !hasPods) {
      return new RolloutDecision.Create(RestartRequest.in(newest(), restart));
    }
    var fixed = current.map(set -> FixedFields.changed(set, desired)).orElse(List.of());
    if (!fixed.isEmpty()) {
      return new RolloutDecision.Recreate(fixed);
    }
    return decide(inForce.get());
  }

  private RolloutDecision decide(PodTemplateSpec old) {
    var waiting = RestartCauses.between(old, RestartRequest.in(newest(), RestartRequest.of(old)));
    var causes = new ArrayList<>(causes(old, waiting));
    var next = RestartRequest.in(newest(), restart);
    if (causes.isEmpty() || next.equals(old)) {
      var update = words(waiting);
      return changedFiles.isEmpty()
          ? new RolloutDecision.Nothing(update)
          : new RolloutDecision.Live(changedFiles, update);
    }
    var why = hindrances(old);
    if (serves && !why.isEmpty()) {
      return new RolloutDecision.Blocked(causes, why);
    }
    var told = causes.stream().map(RestartCause::words).toList();
    waiting.stream()
        .filter(cause -> !told.contains(cause.words()))
        .forEach(cause -> causes.add(updated(cause)));
    return new RolloutDecision.Roll(next, causes);
  }

  /** What somebody asked for, as opposed to what only waits. */
  private List<RestartCause> causes(PodTemplateSpec old, List<RestartCause> waiting) {
    var causes = new ArrayList<>(RestartCauses.between(ofThen.orElse(old), newest()));
    restart
        .filter(value -> !RestartRequest.of(old).equals(restart))
        .ifPresent(
            value ->
                causes.add(
                    new RestartCause(
                        RestartReason.RestartRequested,
                        "%s is %s".formatted(RestartRequest.ANNOTATION, value))));
    if (updatePolicy == UpdatePolicy.Now && causes.isEmpty()) {
      waiting.forEach(cause -> causes.add(updated(cause)));
    }
    return causes;
  }

  private String hindrances(PodTemplateSpec old) {
    return hindrances.stream()
        .filter(hindrance -> hindrance.hinders(old))
        .map(hindrance -> hindrance.problem().toString())
        .collect(Collectors.joining("; "));
  }

  private PodTemplateSpec newest() {
    return desired.getSpec().getTemplate();
  }

  private static RestartCause updated(RestartCause cause) {
    return new RestartCause(RestartReason.OperatorUpdated, cause.words());
  }

  private static String words(List<RestartCause> causes) {
    return causes.stream().map(RestartCause::words).collect(Collectors.joining("; "));
  }
}

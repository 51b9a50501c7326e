package dev.postroom.operator.rollout;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What others made of a pod template: an admission webhook, or somebody who owns what he added.
 * Only what neither an API server nor a controller ever adds by itself: labels, containers,
 * variables and images.
 */
final class Alterations {

  private final List<String> words = new ArrayList<>();

  private Alterations() {}

  /** Each alteration in words; none if the template is as it is wanted. */
  static List<String> of(PodTemplateSpec wanted, PodTemplateSpec found) {
    var alterations = new Alterations();
    alterations.labels(wanted.getMetadata().getLabels(), found.getMetadata().getLabels());
    alterations.containers(
        "init container",
        wanted.getSpec().getInitContainers(),
        found.getSpec().getInitContainers());
    alterations.containers(
        "container", wanted.getSpec().getContainers(), found.getSpec().getContainers());
    return List.copyOf(alterations.words);
  }

  private void labels(Map<String, String> wanted, Map<String, String> found) {
    Optional.ofNullable(found)
        .orElse(Map.of())
        .forEach(
            (label, value) -> {
              if (!wanted.containsKey(label)) {
                words.add("label %s is added".formatted(label));
              } else if (!wanted.get(label).equals(value)) {
                words.add("label %s is %s".formatted(label, value));
              }
            });
  }

  private void containers(String kind, List<Container> wanted, List<Container> found) {
    var ours = new LinkedHashMap<String, Container>();
    wanted.forEach(container -> ours.put(container.getName(), container));
    for (var container : found) {
      var own = ours.get(container.getName());
      if (own == null) {
        words.add("%s %s is added".formatted(kind, container.getName()));
      } else {
        compare(own, container);
      }
    }
  }

  private void compare(Container wanted, Container found) {
    if (!wanted.getImage().equals(found.getImage())) {
      words.add("image of %s is %s".formatted(found.getName(), found.getImage()));
    }
    var ours = wanted.getEnv().stream().map(EnvVar::getName).toList();
    found.getEnv().stream()
        .map(EnvVar::getName)
        .filter(name -> !ours.contains(name))
        .forEach(name -> words.add("variable %s of %s is added".formatted(name, found.getName())));
  }
}

package dev.postroom.operator.rollout;

import dev.postroom.operator.render.RestartSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a StatefulSet's pods have to be replaced. */
public final class RestartCauses {

  private RestartCauses() {}

  /** The causes in words, none if the pods may stay as far as image and variables go. */
  public static List<String> between(StatefulSet before, StatefulSet after) {
    var causes = new ArrayList<String>();
    var oldImage = container(before).getImage();
    var newImage = container(after).getImage();
    if (!oldImage.equals(newImage)) {
      causes.add("image changes from %s to %s".formatted(oldImage, newImage));
    }
    causes.addAll(settings(before).changesTo(settings(after)));
    return causes;
  }

  private static Container container(StatefulSet set) {
    return set.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private static RestartSettings settings(StatefulSet set) {
    return Optional.ofNullable(set.getSpec().getTemplate().getMetadata().getAnnotations())
        .map(annotations -> annotations.get(RestartSettings.ANNOTATION))
        .map(RestartSettings::parse)
        .orElseGet(() -> RestartSettings.parse(""));
  }
}

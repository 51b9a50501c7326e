package dev.postroom.operator.rollout;

import dev.postroom.operator.apply.FieldDifferences;
import dev.postroom.operator.render.RestartSettings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why pods of one template have to give way to pods of another. */
final class RestartCauses {

  /** Paths that are told; a new operator may change more than fits into a sentence. */
  private static final int TOLD = 5;

  private static final String SETTINGS = "metadata.annotations[" + RestartSettings.ANNOTATION + "]";
  private static final String RESTART = "metadata.annotations[" + RestartRequest.ANNOTATION + "]";

  private RestartCauses() {}

  /** Each cause once, in the order of their reasons; none if the templates make the same pods. */
  static List<RestartCause> between(PodTemplateSpec before, PodTemplateSpec after) {
    if (before.equals(after)) {
      // Nearly always, and found sooner than by making trees of both.
      return List.of();
    }
    var causes = new LinkedHashSet<RestartCause>();
    var others = new ArrayList<String>();
    for (var path : paths(before, after)) {
      if (!known(path, before, after, causes)) {
        others.add(path);
      }
    }
    // Ports and mounts follow from what is told already.
    if (causes.isEmpty() && !others.isEmpty()) {
      causes.add(new RestartCause(RestartReason.PodChanged, words(others)));
    } else {
      others.removeIf(RestartCauses::follows);
      if (!others.isEmpty()) {
        causes.add(new RestartCause(RestartReason.PodChanged, words(others)));
      }
    }
    return causes.stream().sorted(Comparator.comparing(RestartCause::reason)).toList();
  }

  private static List<String> paths(PodTemplateSpec before, PodTemplateSpec after) {
    return FieldDifferences.paths(TemplateText.tree(before), TemplateText.tree(after));
  }

  private static boolean known(
      String path,
      PodTemplateSpec before,
      PodTemplateSpec after,
      SequencedSet<RestartCause> causes) {
    if (path.equals(RESTART)) {
      return true;
    }
    if (path.equals(SETTINGS) || path.equals("metadata.annotations")) {
      settings(before)
          .changesTo(settings(after))
          .forEach(words -> causes.add(new RestartCause(RestartReason.SettingsChanged, words)));
      return path.equals(SETTINGS);
    }
    if (path.startsWith("spec.containers[") && path.endsWith("].image")) {
      causes.add(
          new RestartCause(
              RestartReason.ImageChanged,
              "image changes from %s to %s".formatted(image(before), image(after))));
      return true;
    }
    var mounted =
        Stream.of(Mounted.values()).filter(volume -> path.startsWith(volume.path())).findFirst();
    mounted.ifPresent(volume -> causes.add(volume.cause(before, after)));
    return mounted.isPresent();
  }

  /** The volumes whose change has a name, each with the words for what is mounted in it. */
  private enum Mounted {
    ACCOUNTS("config", RestartReason.AccountsChanged, "accounts come"),
    CERTIFICATES("tls", RestartReason.CertificatesChanged, "certificates come"),
    MAIL("mail", RestartReason.StorageChanged, "the mail comes");

    private final String volume;
    private final RestartReason reason;
    private final String words;

    Mounted(String volume, RestartReason reason, String words) {
      this.volume = volume;
      this.reason = reason;
      this.words = words;
    }

    String path() {
      return "spec.volumes[" + volume + "]";
    }

    RestartCause cause(PodTemplateSpec before, PodTemplateSpec after) {
      return new RestartCause(
          reason, "%s from %s instead of %s".formatted(words, from(after), from(before)));
    }

    private String from(PodTemplateSpec template) {
      return template.getSpec().getVolumes().stream()
          .filter(found -> found.getName().equals(volume))
          .findFirst()
          .map(Mounted::sources)
          .filter(sources -> !sources.isEmpty())
          .orElse("nowhere");
    }

    private static String sources(Volume volume) {
      if (volume.getPersistentVolumeClaim() != null) {
        return "claim " + volume.getPersistentVolumeClaim().getClaimName();
      }
      if (volume.getSecret() != null) {
        return "Secret " + volume.getSecret().getSecretName();
      }
      return Optional.ofNullable(volume.getProjected()).stream()
          .flatMap(projected -> projected.getSources().stream())
          .flatMap(RestartCauses::source)
          .distinct()
          .collect(Collectors.joining(", "));
    }
  }

  /** What a person gave; what the operator made goes by the name of the server. */
  private static Stream<String> source(VolumeProjection source) {
    if (source.getSecret() == null) {
      return Stream.ofNullable(source.getConfigMap())
          .filter(
              map -> map.getItems().stream().noneMatch(item -> item.getKey().startsWith("imap")))
          .map(map -> "ConfigMap " + map.getName());
    }
    return source.getSecret().getItems().stream()
        .filter(item -> !item.getPath().equals("report-token"))
        .map(item -> "%s of Secret %s".formatted(item.getKey(), source.getSecret().getName()));
  }

  private static boolean follows(String path) {
    return path.contains("].ports")
        || path.contains("].volumeMounts")
        || path.startsWith("spec.securityContext.sysctls");
  }

  private static String words(List<String> paths) {
    var told = String.join(", ", paths.subList(0, Math.min(paths.size(), TOLD)));
    return paths.size() > TOLD
        ? "the pod's %s and %d more change".formatted(told, paths.size() - TOLD)
        : "the pod's %s change".formatted(told);
  }

  private static String image(PodTemplateSpec template) {
    return template.getSpec().getContainers().stream()
        .findFirst()
        .map(Container::getImage)
        .orElse("none");
  }

  private static RestartSettings settings(PodTemplateSpec template) {
    return Optional.ofNullable(template.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(RestartSettings.ANNOTATION))
        .map(RestartSettings::parse)
        .orElseGet(() -> RestartSettings.parse(""));
  }
}

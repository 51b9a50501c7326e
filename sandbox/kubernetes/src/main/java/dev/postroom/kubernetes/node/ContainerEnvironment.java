package dev.postroom.kubernetes.node;

import dev.postroom.kubernetes.node.volume.DownwardApi;
import dev.postroom.kubernetes.node.volume.MountException;
import dev.postroom.kubernetes.node.volume.PodObjects;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment of a container: {@code envFrom}, then {@code env} in order, and {@code $(NAME)}
 * replaced by what is known so far; {@code $$} stands for a dollar sign and unknown names stay as
 * they are, as the API reference says of {@code EnvVar.value}.
 */
final class ContainerEnvironment {

  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$|\\(([^)]*)\\))");

  private final Pod pod;
  private final PodObjects objects;
  private final SequencedMap<String, String> variables = new LinkedHashMap<>();

  private ContainerEnvironment(Pod pod, PodObjects objects) {
    this.pod = pod;
    this.objects = objects;
  }

  /**
   * @throws MountException when something referred to is missing and not optional
   */
  static SequencedMap<String, String> of(Pod pod, Container container, PodObjects objects) {
    ContainerEnvironment environment = new ContainerEnvironment(pod, objects);
    container.getEnvFrom().forEach(environment::add);
    container.getEnv().forEach(environment::add);
    return environment.variables;
  }

  /** Replaces {@code $(NAME)} in words of a command line. */
  static List<String> expand(List<String> words, Map<String, String> variables) {
    return words.stream().map(word -> expand(word, variables)).toList();
  }

  private static String expand(String text, Map<String, String> variables) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match -> {
              String name = match.group(2);
              String value = name == null ? "$" : variables.getOrDefault(name, match.group());
              return Matcher.quoteReplacement(value);
            });
  }

  private void add(EnvFromSource source) {
    String prefix = source.getPrefix() == null ? "" : source.getPrefix();
    if (source.getConfigMapRef() != null) {
      String name = source.getConfigMapRef().getName();
      objects
          .configMap(name)
          .or(() -> absent("configmap \"" + name + '"', source.getConfigMapRef().getOptional()))
          .map(map -> map.getData() == null ? Map.<String, String>of() : map.getData())
          .ifPresent(data -> data.forEach((key, value) -> variables.put(prefix + key, value)));
    } else if (source.getSecretRef() != null) {
      String name = source.getSecretRef().getName();
      objects
          .secret(name)
          .or(() -> absent("secret \"" + name + '"', source.getSecretRef().getOptional()))
          .map(secret -> secret.getData() == null ? Map.<String, String>of() : secret.getData())
          .ifPresent(
              data -> data.forEach((key, value) -> variables.put(prefix + key, decode(value))));
    }
  }

  private void add(EnvVar variable) {
    if (variable.getValueFrom() == null) {
      String value = variable.getValue() == null ? "" : variable.getValue();
      variables.put(variable.getName(), expand(value, variables));
    } else {
      value(variable.getName(), variable.getValueFrom())
          .ifPresent(value -> variables.put(variable.getName(), value));
    }
  }

  private Optional<String> value(String name, EnvVarSource source) {
    if (source.getFieldRef() != null) {
      return Optional.of(DownwardApi.value(pod, source.getFieldRef().getFieldPath()));
    }
    if (source.getConfigMapKeyRef() != null) {
      ConfigMapKeySelector ref = source.getConfigMapKeyRef();
      return objects
          .configMap(ref.getName())
          .map(map -> map.getData() == null ? null : map.getData().get(ref.getKey()))
          .or(
              () ->
                  absent(
                      "key " + ref.getKey() + " of configmap \"" + ref.getName() + '"',
                      ref.getOptional()));
    }
    if (source.getSecretKeyRef() != null) {
      SecretKeySelector ref = source.getSecretKeyRef();
      return objects
          .secret(ref.getName())
          .map(secret -> secret.getData() == null ? null : secret.getData().get(ref.getKey()))
          .map(ContainerEnvironment::decode)
          .or(
              () ->
                  absent(
                      "key " + ref.getKey() + " of secret \"" + ref.getName() + '"',
                      ref.getOptional()));
    }
    throw new MountException(
        "env " + name + ": this node knows fieldRef, configMapKeyRef and secretKeyRef only");
  }

  private static <T> Optional<T> absent(String what, Boolean optional) {
    if (Boolean.TRUE.equals(optional)) {
      return Optional.empty();
    }
    throw new MountException(what + " not found");
  }

  private static String decode(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}

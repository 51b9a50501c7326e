package dev.postroom.operator;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One thing that may be done, as Kubernetes authorizes it.
 *
 * @param group API group, empty for the core group
 * @param resource plural, with {@code /SUBRESOURCE} where it is about one
 * @param verb Kubernetes' verb
 */
record Permission(String group, String resource, String verb) implements Comparable<Permission> {

  private static final Comparator<Permission> ORDER =
      Comparator.comparing(Permission::group)
          .thenComparing(Permission::resource)
          .thenComparing(Permission::verb);

  /** What a rule of a ClusterRole allows. */
  static Stream<Permission> of(PolicyRule rule) {
    return rule.getApiGroups().stream()
        .flatMap(
            group ->
                rule.getResources().stream()
                    .flatMap(
                        resource ->
                            rule.getVerbs().stream()
                                .map(verb -> new Permission(group, resource, verb))));
  }

  @Override
  public int compareTo(Permission other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(verb, resource, group.isEmpty() ? "" : "." + group);
  }
}

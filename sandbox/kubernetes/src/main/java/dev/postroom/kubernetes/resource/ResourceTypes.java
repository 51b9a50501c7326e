package dev.postroom.kubernetes.resource;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * The resources there are at this moment: the built-in ones and those of the
 * CustomResourceDefinitions. Safe for use by many threads; readers see a complete state.
 */
public final class ResourceTypes {

  private volatile List<ResourceType> types = BuiltInTypes.ALL;

  /** All resources, built-in ones first, then in the order they were defined. */
  public List<ResourceType> all() {
    return types;
  }

  /** The resource that a URL names. */
  public Optional<ResourceType> find(String group, String version, String plural) {
    return types.stream()
        .filter(type -> type.group().equals(group))
        .filter(type -> type.version().equals(version))
        .filter(type -> type.plural().equals(plural))
        .findFirst();
  }

  /** The resource that an object is of. */
  public Optional<ResourceType> ofKind(String apiVersion, String kind) {
    return types.stream()
        .filter(type -> type.apiVersion().equals(apiVersion))
        .filter(type -> type.kind().equals(kind))
        .findFirst();
  }

  /** The resources of one version of a group, in the order of {@link #all}. */
  public List<ResourceType> inGroupVersion(String group, String version) {
    return types.stream()
        .filter(type -> type.group().equals(group) && type.version().equals(version))
        .toList();
  }

  /** All groups, the core group (empty) first. */
  public SequencedSet<String> groups() {
    return distinct(types.stream().map(ResourceType::group).toList());
  }

  /** The versions of a group, the one to prefer first; empty when there is no such group. */
  public SequencedSet<String> versions(String group) {
    return distinct(
        types.stream()
            .filter(type -> type.group().equals(group))
            .map(ResourceType::version)
            .toList());
  }

  /** Whether the resource is built in and so never goes away. */
  public boolean isBuiltIn(ResourceType type) {
    return BuiltInTypes.ALL.contains(type);
  }

  /** Whether a resource of that name is built in, in whatever version. */
  public static boolean isBuiltIn(GroupResource name) {
    return BuiltInTypes.ALL.stream().anyMatch(type -> type.groupResource().equals(name));
  }

  /**
   * Serves what a CustomResourceDefinition defines, one entry for each served version, instead of
   * what was served for the same group and plural name.
   *
   * @throws IllegalArgumentException where the name is a built-in resource's
   */
  public synchronized void define(GroupResource name, List<ResourceType> versions) {
    if (isBuiltIn(name)) {
      throw new IllegalArgumentException(name + " is built in and cannot be defined again");
    }
    List<ResourceType> next = new ArrayList<>(types);
    next.removeIf(type -> type.groupResource().equals(name));
    next.addAll(versions);
    types = List.copyOf(next);
  }

  /** No longer serves a defined resource; does nothing where there is none of that name. */
  public synchronized void undefine(GroupResource name) {
    define(name, List.of());
  }

  private static SequencedSet<String> distinct(List<String> names) {
    return new LinkedHashSet<>(names);
  }
}

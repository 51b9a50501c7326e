package dev.postroom.kubernetes.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A set of paths. A path in the set says nothing of the paths below it: each is a member on its own
 * account. Immutable.
 *
 * @param members the paths of one step
 * @param children the longer paths by their first step; no child is empty
 */
public record FieldSet(Set<PathElement> members, Map<PathElement, FieldSet> children) {

  /** No path. */
  public static final FieldSet EMPTY = new FieldSet(Set.of(), Map.of());

  public FieldSet {
    members = Set.copyOf(members);
    children = Map.copyOf(children);
  }

  /** The set of one path. */
  public static FieldSet of(PathElement... path) {
    var builder = new Builder();
    builder.add(List.of(path));
    return builder.build();
  }

  public boolean isEmpty() {
    return members.isEmpty() && children.isEmpty();
  }

  /** Whether the path of this one step is a member. */
  public boolean has(PathElement element) {
    return members.contains(element);
  }

  /** The rests of the paths that begin with this step and go on. */
  public FieldSet below(PathElement element) {
    return children.getOrDefault(element, EMPTY);
  }

  /** The paths in either set. */
  public FieldSet union(FieldSet other) {
    Set<PathElement> both = new LinkedHashSet<>(members);
    both.addAll(other.members);
    Map<PathElement, FieldSet> below = new LinkedHashMap<>(children);
    other.children.forEach((step, set) -> below.merge(step, set, FieldSet::union));
    return new FieldSet(both, below);
  }

  /** The paths of this set that are not in the other. */
  public FieldSet difference(FieldSet other) {
    Set<PathElement> rest = new LinkedHashSet<>(members);
    rest.removeAll(other.members);
    Map<PathElement, FieldSet> below = new LinkedHashMap<>();
    children.forEach((step, set) -> putUnlessEmpty(below, step, set.difference(other.below(step))));
    return new FieldSet(rest, below);
  }

  /** The paths in both sets. */
  public FieldSet intersection(FieldSet other) {
    Set<PathElement> both = new LinkedHashSet<>(members);
    both.retainAll(other.members);
    Map<PathElement, FieldSet> below = new LinkedHashMap<>();
    children.forEach(
        (step, set) -> putUnlessEmpty(below, step, set.intersection(other.below(step))));
    return new FieldSet(both, below);
  }

  /** The paths as error messages write them, such as {@code .spec.ports[port=80].name}, sorted. */
  public List<String> paths() {
    return paths("").sorted().toList();
  }

  private Stream<String> paths(String prefix) {
    return Stream.concat(
        members.stream().map(step -> prefix + step),
        children.entrySet().stream()
            .flatMap(child -> child.getValue().paths(prefix + child.getKey())));
  }

  private static void putUnlessEmpty(
      Map<PathElement, FieldSet> map, PathElement step, FieldSet set) {
    if (!set.isEmpty()) {
      map.put(step, set);
    }
  }

  /** Gathers paths. */
  static final class Builder {
    private final Set<PathElement> members = new LinkedHashSet<>();
    private final Map<PathElement, Builder> children = new LinkedHashMap<>();

    /** Adds a path; the empty path, the whole value, is no member of any set. */
    void add(List<PathElement> path) {
      if (path.size() == 1) {
        members.add(path.getFirst());
      } else if (path.size() > 1) {
        children
            .computeIfAbsent(path.getFirst(), step -> new Builder())
            .add(path.subList(1, path.size()));
      }
    }

    FieldSet build() {
      Map<PathElement, FieldSet> built = new LinkedHashMap<>();
      children.forEach((step, child) -> putUnlessEmpty(built, step, child.build()));
      return new FieldSet(members, built);
    }
  }

  /** A path one step longer. */
  static List<PathElement> append(List<PathElement> path, PathElement step) {
    List<PathElement> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }
}

package dev.postroom.kubernetes.resource;

import java.util.List;
import java.util.Optional;

/**
 * One resource in one version of its group, as discovery describes it.
 *
 * @param group API group, empty for the core group
 * @param version version within the group, such as {@code v1alpha1}
 * @param kind kind of one object
 * @param plural name in the URL
 * @param singular name of one, as kubectl takes it
 * @param shortNames further names kubectl takes
 * @param categories groups of resources kubectl takes, such as {@code all}
 * @param namespaced whether objects live in a namespace
 * @param verbs what discovery says a client may do
 * @param status whether there is a status subresource
 * @param scale the scale subresource, where there is one
 */
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    List<String> shortNames,
    List<String> categories,
    boolean namespaced,
    List<String> verbs,
    boolean status,
    Optional<ScalePaths> scale) {

  /** The verbs of a resource that is stored: all of them. */
  public static final List<String> ALL_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  public ResourceType {
    shortNames = List.copyOf(shortNames);
    categories = List.copyOf(categories);
    verbs = List.copyOf(verbs);
  }

  /** The {@code apiVersion} of its objects: {@code v1}, {@code postroom.dev/v1alpha1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The {@code kind} of a list of its objects. */
  public String listKind() {
    return kind + "List";
  }

  /** What it is stored under. */
  public GroupResource groupResource() {
    return new GroupResource(group, plural);
  }

  /** Whether objects can be read back; false for reviews, which are only answered. */
  public boolean stored() {
    return verbs.contains("get");
  }
}

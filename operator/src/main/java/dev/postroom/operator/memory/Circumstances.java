package dev.postroom.operator.memory;

import dev.postroom.crds.Annotations;
import dev.postroom.operator.desired.ForeignKind;
import dev.postroom.operator.references.References;
import dev.postroom.operator.render.Rendering;
import dev.postroom.operator.rollout.Children;
import dev.postroom.operator.rollout.Hindrance;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the objects of a server depend on, but the time.
 *
 * @param generation of the server
 * @param annotations of the server, those that are the operator's
 * @param rendering of its specification
 * @param served which kinds of other projects there are in the cluster
 * @param references version of what it refers to
 * @param hindrances what keeps pods from being replaced
 * @param limits hashes of the files with limits
 * @param versions of what belongs to the server, as it was seen
 */
public record Circumstances(
    long generation,
    Map<String, String> annotations,
    Rendering rendering,
    Set<ForeignKind> served,
    String references,
    List<Hindrance> hindrances,
    Map<String, String> limits,
    List<String> versions) {

  /** Those that a reconciliation found. */
  public static Circumstances of(
      Children children,
      Rendering rendering,
      Set<ForeignKind> served,
      References references,
      List<Hindrance> hindrances,
      SortedMap<String, String> limits) {
    var server = children.server();
    return new Circumstances(
        server.getMetadata().getGeneration(),
        Annotations.of(server),
        rendering,
        served,
        references.version(),
        hindrances,
        new TreeMap<>(limits),
        children.versions());
  }
}

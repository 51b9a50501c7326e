package dev.postroom.kubernetes.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.postroom.kubernetes.schema.TypeShape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What differs between two states of an object ({@code typed/compare.go}).
 *
 * @param added paths that are only in the later
 * @param modified leaves that have another value
 * @param removed paths that are only in the earlier
 */
record Comparison(FieldSet added, FieldSet modified, FieldSet removed) {

  static Comparison of(ObjectNode before, ObjectNode after, TypeShape shape) {
    var walk = new Walk();
    walk.compare(before, after, shape, List.of());
    return new Comparison(walk.added.build(), walk.modified.build(), walk.removed.build());
  }

  /** Everything the later state sets otherwise than the earlier. */
  FieldSet set() {
    return added.union(modified);
  }

  private static final class Walk {
    private final FieldSet.Builder added = new FieldSet.Builder();
    private final FieldSet.Builder modified = new FieldSet.Builder();
    private final FieldSet.Builder removed = new FieldSet.Builder();

    void compare(JsonNode before, JsonNode after, TypeShape shape, List<PathElement> path) {
      var earlier = Structure.of(before, shape);
      var later = Structure.of(after, shape);
      if (earlier.getClass() != later.getClass() || earlier instanceof Structure.Leaf) {
        if (!before.equals(after)) {
          modified.add(path);
          each(earlier, path, removed);
          each(later, path, added);
        }
        return;
      }
      var was = Structure.parts(earlier);
      var is = Structure.parts(later);
      Set<PathElement> steps = new LinkedHashSet<>(was.keySet());
      steps.addAll(is.keySet());
      for (var step : steps) {
        var below = FieldSet.append(path, step);
        var partShape = Structure.shape(later, step);
        if (!was.containsKey(step)) {
          whole(is.get(step), partShape, below, added);
        } else if (!is.containsKey(step)) {
          whole(was.get(step), partShape, below, removed);
        } else {
          compare(was.get(step), is.get(step), partShape, below);
        }
      }
    }

    /** A value that is only on one side: its own path and those of all its parts. */
    private static void whole(
        JsonNode value, TypeShape shape, List<PathElement> path, FieldSet.Builder set) {
      set.add(path);
      each(Structure.of(value, shape), path, set);
    }

    private static void each(Structure structure, List<PathElement> path, FieldSet.Builder set) {
      Structure.parts(structure)
          .forEach(
              (step, part) ->
                  whole(part, Structure.shape(structure, step), FieldSet.append(path, step), set));
    }
  }
}

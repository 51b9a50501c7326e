package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Schemas that were compiled lately, found by what they say. A definition is compiled when it is
 * checked and again when it is served, and tests start many servers with one definition: its rules
 * take seconds in a cold JVM.
 */
final class CompiledSchemas {

  /** Schemas that are kept; the one that was not asked for longest makes room. */
  static final int MOST = 16;

  private final Map<JsonNode, StructuralSchema> schemas =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, StructuralSchema> eldest) {
          return size() > MOST;
        }
      };

  /**
   * The compiled schema; whoever asks meanwhile waits, since they mostly ask for the same.
   *
   * @param compile is given a copy that nobody changes; what it throws is not kept
   */
  synchronized StructuralSchema get(JsonNode schema, Function<JsonNode, StructuralSchema> compile) {
    var found = schemas.get(schema);
    if (found == null) {
      var copy = schema.<JsonNode>deepCopy();
      found = compile.apply(copy);
      schemas.put(copy, found);
    }
    return found;
  }
}

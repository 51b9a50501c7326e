package dev.postroom.kubernetes.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a write came to.
 *
 * @param object the object as it is now, or would be for a dry run
 * @param warnings what the client should tell its user
 * @param created whether there was none before
 */
public record Written(ObjectNode object, List<String> warnings, boolean created) {
  public Written {
    warnings = List.copyOf(warnings);
  }
}

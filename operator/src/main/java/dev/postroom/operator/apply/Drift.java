package dev.postroom.operator.apply;

import java.util.List;
import java.util.Optional;

/**
 * What somebody else changed of an object, and what was set right.
 *
 * @param object kind and name
 * @param manager the field manager that changed it, as far as that is known
 * @param fields what was changed; empty where the object was deleted
 */
public record Drift(String object, Optional<String> manager, List<String> fields) {

  /** Enough to see what it is about. */
  private static final int SHOWN = 5;

  static Drift deleted(String object) {
    return new Drift(object, Optional.empty(), List.of());
  }

  /** Who changed what, for people. */
  public String words() {
    if (fields.isEmpty()) {
      return "%s was deleted; it was made again".formatted(object);
    }
    return "%s changed %s of %s; it was set back"
        .formatted(manager.orElse("somebody"), shown(), object);
  }

  private String shown() {
    var first = String.join(", ", fields.subList(0, Math.min(SHOWN, fields.size())));
    return fields.size() > SHOWN ? "%s and %d more".formatted(first, fields.size() - SHOWN) : first;
  }
}

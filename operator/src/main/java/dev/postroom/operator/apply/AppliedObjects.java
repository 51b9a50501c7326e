package dev.postroom.operator.apply;

import java.util.HashMap;
import java.util.Map;

/** What was applied for one server, and as which versions the API server stored it. */
public final class AppliedObjects {

  private record Applied(String hash, String resourceVersion) {}

  private final Map<String, Applied> objects = new HashMap<>();

  /** Whether the object was applied like this and nobody changed it since. */
  boolean isCurrent(String object, String hash, String resourceVersion) {
    return new Applied(hash, resourceVersion).equals(objects.get(object));
  }

  void remember(String object, String hash, String resourceVersion) {
    objects.put(object, new Applied(hash, resourceVersion));
  }
}

package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The version of Kubernetes whose API this is. */
final class Version {

  private static final String MAJOR = "1";
  private static final String MINOR = "32";

  private Version() {}

  /** What {@code /version} answers. */
  static ObjectNode document() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("major", MAJOR)
        .put("minor", MINOR)
        .put("gitVersion", "v%s.%s.0-postroom".formatted(MAJOR, MINOR))
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-11-22T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "javac")
        .put("platform", "linux/amd64");
  }
}

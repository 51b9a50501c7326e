package dev.postroom.kubernetes.api;

import dev.postroom.kubernetes.failure.ApiFailure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The path of a resource: {@code /api/v1/...} for the core group, {@code /apis/GROUP/VERSION/...}
 * for the others, each with or without {@code namespaces/NAMESPACE/}.
 *
 * @param group API group, empty for the core group
 * @param version version of the group
 * @param namespace namespace, empty where the path names none
 * @param plural resource
 * @param name object, empty for the collection
 * @param subresource part of the object, empty for the object itself
 */
record ResourcePath(
    String group,
    String version,
    String namespace,
    String plural,
    String name,
    String subresource) {

  private static final String NAMESPACES = "namespaces";

  /** Reads a raw path; empty where it is not a resource's. */
  static Optional<ResourcePath> parse(String path) {
    var segments =
        Arrays.stream(path.substring(1).split("/", -1)).map(ResourcePath::decode).toList();
    if (segments.contains("")) {
      return Optional.empty();
    }
    if (segments.getFirst().equals("api") && segments.size() > 2) {
      return below("", segments.subList(1, segments.size()));
    }
    if (segments.getFirst().equals("apis") && segments.size() > 3) {
      return below(segments.get(1), segments.subList(2, segments.size()));
    }
    return Optional.empty();
  }

  /** Reads what follows the group: the version, and the resource with or without a namespace. */
  private static Optional<ResourcePath> below(String group, List<String> segments) {
    var version = segments.getFirst();
    // namespaces/NAME and namespaces/NAME/status are about the namespace itself.
    boolean inNamespace =
        segments.size() > 3
            && segments.get(1).equals(NAMESPACES)
            && !List.of("status", "finalize").contains(segments.get(3));
    var namespace = inNamespace ? segments.get(2) : "";
    var rest = segments.subList(inNamespace ? 3 : 1, segments.size());
    if (rest.size() > 3) {
      return Optional.empty();
    }
    return Optional.of(
        new ResourcePath(group, version, namespace, rest.getFirst(), at(rest, 1), at(rest, 2)));
  }

  private static String at(List<String> segments, int index) {
    return index < segments.size() ? segments.get(index) : "";
  }

  private static String decode(String segment) {
    try {
      // In a path a plus sign is a plus sign.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw ApiFailure.badRequest("the path is not encoded as a URL: " + malformed.getMessage());
    }
  }
}

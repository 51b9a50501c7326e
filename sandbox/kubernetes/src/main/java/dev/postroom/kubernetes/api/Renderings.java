package dev.postroom.kubernetes.api;

import dev.postroom.kubernetes.failure.ApiFailure;
import java.util.Arrays;
import java.util.Optional;

/** Chooses the form of an answer from the Accept header: the first that can be served. */
final class Renderings {

  private final Rendering json = new JsonRendering();
  private final Rendering metadata = new MetadataRendering();

  /**
   * The form a client asks for.
   *
   * @throws ApiFailure with reason NotAcceptable where it takes nothing but what is not served,
   *     such as protobuf
   */
  Rendering accepted(String accept) {
    if (accept.isBlank()) {
      return json;
    }
    return Arrays.stream(accept.split(","))
        .map(this::rendering)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                ApiFailure.plain(
                    ApiFailure.Reason.NOT_ACCEPTABLE,
                    "only the following media types are accepted: " + Exchange.JSON));
  }

  private Optional<Rendering> rendering(String range) {
    var parts = Arrays.stream(range.split(";")).map(String::strip).toList();
    if (!parts.getFirst().equals(Exchange.JSON)
        && !parts.getFirst().equals("*/*")
        && !parts.getFirst().equals("application/*")) {
      return Optional.empty();
    }
    return parts.stream()
        .filter(part -> part.startsWith("as="))
        .findFirst()
        .map(this::transformed)
        .orElse(Optional.of(json));
  }

  private Optional<Rendering> transformed(String as) {
    return switch (as) {
      case "as=PartialObjectMetadata", "as=PartialObjectMetadataList" -> Optional.of(metadata);
      default -> Optional.empty();
    };
  }
}

package dev.postroom.kubernetes.api;

import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.resource.ResourceType;
import dev.postroom.kubernetes.table.Table;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Chooses the form of an answer from the Accept header: the first that can be served. */
final class Renderings {

  private final Rendering json = new JsonRendering();
  private final Rendering metadata = new MetadataRendering();
  private final Function<ResourceType, Table> tables;
  private final Clock clock;

  Renderings(Function<ResourceType, Table> tables, Clock clock) {
    this.tables = tables;
    this.clock = clock;
  }

  /**
   * The form a client asks for.
   *
   * @throws ApiFailure with reason NotAcceptable where it takes nothing but what is not served,
   *     such as protobuf
   */
  Rendering accepted(Exchange exchange) {
    var accept = exchange.header("Accept");
    if (accept.isBlank()) {
      return json;
    }
    return Arrays.stream(accept.split(","))
        .map(range -> rendering(range, exchange.query()))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () ->
                ApiFailure.plain(
                    ApiFailure.Reason.NOT_ACCEPTABLE,
                    "only the following media types are accepted: " + Exchange.JSON));
  }

  private Optional<Rendering> rendering(String range, Query query) {
    var parts = Arrays.stream(range.split(";")).map(String::strip).toList();
    if (!parts.getFirst().equals(Exchange.JSON)
        && !parts.getFirst().equals("*/*")
        && !parts.getFirst().equals("application/*")) {
      return Optional.empty();
    }
    return parts.stream()
        .filter(part -> part.startsWith("as="))
        .findFirst()
        .map(as -> transformed(as, query))
        .orElse(Optional.of(json));
  }

  private Optional<Rendering> transformed(String as, Query query) {
    return switch (as) {
      case "as=PartialObjectMetadata", "as=PartialObjectMetadataList" -> Optional.of(metadata);
      case "as=Table" ->
          Optional.of(
              new TableRendering(
                  tables, Table.IncludeObject.of(query.text("includeObject")), clock));
      default -> Optional.empty();
    };
  }
}

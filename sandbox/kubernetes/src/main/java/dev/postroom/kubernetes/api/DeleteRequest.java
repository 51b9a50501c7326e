package dev.postroom.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.registry.DeleteOptions;
import dev.postroom.kubernetes.registry.Propagation;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the options of a deletion, which may stand in the body or in the query. */
final class DeleteRequest {

  private DeleteRequest() {}

  static DeleteOptions options(Exchange exchange) {
    JsonNode body =
        exchange.body().length() == 0
            ? JsonNodeFactory.instance.objectNode()
            : exchange.bodyObject();
    var query = exchange.query();
    return new DeleteOptions(
        propagation(body, query),
        body.path("gracePeriodSeconds").isNumber()
            ? OptionalLong.of(body.path("gracePeriodSeconds").asLong())
            : query.number("gracePeriodSeconds"),
        text(body.at("/preconditions/uid")),
        text(body.at("/preconditions/resourceVersion")),
        query.dryRun() || !body.path("dryRun").isEmpty());
  }

  private static Propagation propagation(JsonNode body, Query query) {
    var policy = text(body.path("propagationPolicy")).orElse(query.text("propagationPolicy"));
    return switch (policy) {
      case "Background" -> Propagation.BACKGROUND;
      case "Foreground" -> Propagation.FOREGROUND;
      case "Orphan" -> Propagation.ORPHAN;
      case "" ->
          body.path("orphanDependents").asBoolean() || query.flag("orphanDependents")
              ? Propagation.ORPHAN
              : Propagation.BACKGROUND;
      default ->
          throw ApiFailure.badRequest(
              "propagationPolicy must be one of Background, Foreground and Orphan, not " + policy);
    };
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText("")).filter(text -> !text.isEmpty());
  }
}

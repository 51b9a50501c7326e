package dev.postroom.kubernetes.api;

import dev.postroom.kubernetes.failure.ApiFailure;
import dev.postroom.kubernetes.registry.FieldValidation;
import io.vertx.core.MultiMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The query parameters of a request, read as their types. Unknown ones are ignored, as
 * kube-apiserver does.
 *
 * @param parameters decoded names and values
 */
record Query(MultiMap parameters) {

  /** As many digits as a long holds whatever they are. */
  private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

  String text(String name) {
    return Optional.ofNullable(parameters.get(name)).orElse("");
  }

  boolean flag(String name) {
    var value = text(name);
    return value.equals("true") || value.equals("1");
  }

  /**
   * A number of 0 or more.
   *
   * @throws ApiFailure with reason BadRequest where it is none
   */
  OptionalLong number(String name) {
    var value = text(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!WHOLE_NUMBER.matcher(value).matches()) {
      throw ApiFailure.badRequest(
          "the query parameter %s must be a whole number of 0 or more, not \"%s\""
              .formatted(name, value));
    }
    return OptionalLong.of(Long.parseLong(value));
  }

  /** The parameter dryRun, whose only value is All. */
  boolean dryRun() {
    var value = text("dryRun");
    if (!value.isEmpty() && !value.equals("All")) {
      throw ApiFailure.badRequest("Invalid value: \"" + value + "\": dryRun must be \"All\"");
    }
    return !value.isEmpty();
  }

  /** The parameter fieldValidation; Warn where it is not there. */
  FieldValidation fieldValidation() {
    return switch (text("fieldValidation")) {
      case "", "Warn" -> FieldValidation.WARN;
      case "Ignore" -> FieldValidation.IGNORE;
      case "Strict" -> FieldValidation.STRICT;
      default ->
          throw ApiFailure.badRequest("fieldValidation must be one of Ignore, Warn and Strict");
    };
  }
}

package dev.postroom.contract.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The right side of an assignment, unquoted but not yet expanded: a POSIX shell word made of
 * literal text and references to variables.
 *
 * @param parts in order; empty for an empty value
 */
record Word(List<Part> parts) {

  sealed interface Part {}

  record Literal(String text) implements Part {}

  record Reference(String name) implements Part {}

  Word {
    parts = List.copyOf(parts);
  }

  /**
   * The value, with each reference replaced by what {@code variables} says of it; empty when that
   * is longer than {@code limit} characters, for references may double a value with every line.
   */
  Optional<String> expand(UnaryOperator<String> variables, int limit) {
    var value = new StringBuilder();
    for (Part part : parts) {
      value.append(
          switch (part) {
            case Literal(String text) -> text;
            case Reference(String name) -> variables.apply(name);
          });
      if (value.length() > limit) {
        return Optional.empty();
      }
    }
    return Optional.of(value.toString());
  }
}

package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime.Program;
import java.util.Map;
import java.util.Optional;

/**
 * One compiled entry of {@code x-kubernetes-validations}.
 *
 * @param declaration the entry as it is written
 * @param program the rule
 * @param message the compiled {@code messageExpression}
 * @param transition whether the rule refers to {@code oldSelf}
 */
record ValidationRule(
    JsonNode declaration, Program program, Optional<Program> message, boolean transition) {

  boolean optionalOldSelf() {
    return declaration.path("optionalOldSelf").asBoolean();
  }

  /** What is wrong with the value, if anything; variables as the rule was compiled for. */
  Optional<Cause> check(Map<String, Object> variables, String type, FieldPath path) {
    try {
      return program.eval(variables) instanceof Boolean holds && holds
          ? Optional.empty()
          : Optional.of(cause(detail(variables), type, path));
    } catch (CelEvaluationException e) {
      return Optional.of(
          Cause.invalid(path, type, e.getMessage() + " evaluating rule: " + shortText()));
    }
  }

  private Cause cause(String detail, String type, FieldPath path) {
    var field = declaration.path("fieldPath").asText();
    var at = field.isEmpty() ? path : RuleFieldPath.append(path, field);
    return switch (declaration.path("reason").asText()) {
      case "FieldValueForbidden" -> Cause.forbidden(at, detail);
      case "FieldValueRequired" -> Cause.required(at, detail);
      case "FieldValueDuplicate" -> Cause.duplicate(at, TextNode.valueOf(type));
      default -> Cause.invalid(at, type, detail);
    };
  }

  private String detail(Map<String, Object> variables) {
    var computed = message.flatMap(expression -> computed(expression, variables));
    var fixed = declaration.path("message").asText().strip();
    return computed.orElse(fixed.isEmpty() ? "failed rule: " + shortText() : fixed);
  }

  /** The message an expression makes; one that cannot be used gives way to the fixed message. */
  private static Optional<String> computed(Program expression, Map<String, Object> variables) {
    try {
      return Optional.of(expression.eval(variables))
          .map(text -> text.toString().strip())
          .filter(text -> !text.isEmpty() && !text.contains("\n"));
    } catch (CelEvaluationException e) {
      // As kube-apiserver does: the verdict stands, only its wording falls back.
      return Optional.empty();
    }
  }

  private String shortText() {
    var fixed = declaration.path("message").asText().strip();
    return fixed.isEmpty() ? declaration.path("rule").asText().strip() : fixed;
  }
}

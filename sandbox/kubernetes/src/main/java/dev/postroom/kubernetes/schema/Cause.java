package dev.postroom.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One reason why an object is invalid: an entry of {@code status.details.causes}, worded as
 * kube-apiserver words it (k8s.io/apimachinery {@code field/errors.go}).
 *
 * @param reason the machine-readable reason
 * @param field the path of the offending field
 * @param message what is wrong with it, without the path
 */
public record Cause(Reason reason, String field, String message) {

  /** The values of {@code causes[].reason}, by their name on the wire. */
  public enum Reason {
    REQUIRED("FieldValueRequired"),
    DUPLICATE("FieldValueDuplicate"),
    INVALID("FieldValueInvalid"),
    TYPE_INVALID("FieldValueTypeInvalid"),
    NOT_SUPPORTED("FieldValueNotSupported"),
    FORBIDDEN("FieldValueForbidden"),
    TOO_LONG("FieldValueTooLong"),
    TOO_MANY("FieldValueTooMany");

    private final String wireName;

    Reason(String wireName) {
      this.wireName = wireName;
    }

    /** As it is written in a {@code Status}. */
    public String wireName() {
      return wireName;
    }

    /** Whether rules cannot be asked about an object of which this is true. */
    boolean hindersRules() {
      return switch (this) {
        case REQUIRED, TYPE_INVALID, NOT_SUPPORTED, TOO_LONG, TOO_MANY -> true;
        case DUPLICATE, INVALID, FORBIDDEN -> false;
      };
    }
  }

  /** Said of an object that rules were not asked about. */
  static final Cause RULES_NOT_CHECKED =
      invalid(
          FieldPath.ROOT,
          NullNode.getInstance(),
          "some validation rules were not checked because the object was invalid; correct the"
              + " existing errors to complete validation");

  /** The value is there and wrong. */
  public static Cause invalid(FieldPath path, JsonNode value, String detail) {
    return of(Reason.INVALID, path, "Invalid value: " + value + ": " + detail);
  }

  /** As {@link #invalid(FieldPath, JsonNode, String)} for a value that is text. */
  public static Cause invalid(FieldPath path, String value, String detail) {
    return invalid(path, TextNode.valueOf(value), detail);
  }

  /** The value is of another JSON type than its schema says. */
  static Cause typeInvalid(FieldPath path, String found, String wanted) {
    return of(
        Reason.TYPE_INVALID,
        path,
        "Invalid value: \"%s\": %s in body must be of type %s: \"%s\""
            .formatted(found, path.text(), wanted, found));
  }

  /** The value is missing. */
  public static Cause required(FieldPath path, String detail) {
    return of(Reason.REQUIRED, path, "Required value" + (detail.isEmpty() ? "" : ": " + detail));
  }

  /** The value is not one of an enumeration. */
  static Cause notSupported(FieldPath path, JsonNode value, List<JsonNode> supported) {
    var values = supported.stream().map(Cause::quoted).collect(Collectors.joining(", "));
    return of(
        Reason.NOT_SUPPORTED,
        path,
        "Unsupported value: " + value + ": supported values: " + values);
  }

  /** The value occurs twice where it may occur once. */
  static Cause duplicate(FieldPath path, JsonNode value) {
    return of(Reason.DUPLICATE, path, "Duplicate value: " + value);
  }

  /** The value may not be set, or not be changed. */
  public static Cause forbidden(FieldPath path, String detail) {
    return of(Reason.FORBIDDEN, path, "Forbidden: " + detail);
  }

  static Cause tooLong(FieldPath path, long maximum) {
    return of(Reason.TOO_LONG, path, "Too long: may not be more than " + maximum + " bytes");
  }

  static Cause tooMany(FieldPath path, int actual, long maximum) {
    return of(
        Reason.TOO_MANY,
        path,
        "Too many: %d: must have at most %d items".formatted(actual, maximum));
  }

  private static Cause of(Reason reason, FieldPath path, String message) {
    return new Cause(reason, path.toString(), message);
  }

  private static String quoted(JsonNode value) {
    return '"' + value.asText() + '"';
  }

  /** Path and message, as they appear in the message of a {@code Status}. */
  @Override
  public String toString() {
    return field + ": " + message;
  }

  /** All of them in one sentence: alone as it is, several in brackets. */
  public static String join(List<Cause> causes) {
    var text = causes.stream().map(Cause::toString).collect(Collectors.joining(", "));
    return causes.size() == 1 ? text : "[" + text + "]";
  }
}

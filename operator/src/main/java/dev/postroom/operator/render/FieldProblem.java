package dev.postroom.operator.render;

/**
 * A field of the specification that cannot be honoured.
 *
 * @param field its path, such as {@code spec.imapd[IMAP_IDLE_TIMEOUT]}
 * @param message what is wrong and what to do
 */
public record FieldProblem(String field, String message) {

  /** {@code field: message}. */
  @Override
  public String toString() {
    return field + ": " + message;
  }
}

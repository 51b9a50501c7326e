package dev.postroom.operator.running;

/** Why the operator cannot begin, in one line that says what to do. */
public final class CannotBegin extends RuntimeException {

  CannotBegin(String message) {
    super(message);
  }
}

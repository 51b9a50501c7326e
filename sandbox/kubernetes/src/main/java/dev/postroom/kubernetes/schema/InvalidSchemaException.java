package dev.postroom.kubernetes.schema;

import java.util.List;

/** A definition whose schema cannot be used; its causes name where in the definition and why. */
public final class InvalidSchemaException extends RuntimeException {

  private final transient List<Cause> causes;

  InvalidSchemaException(List<Cause> causes) {
    super(Cause.join(causes));
    this.causes = List.copyOf(causes);
  }

  /** What is wrong, one cause for each place. */
  public List<Cause> causes() {
    return causes;
  }
}

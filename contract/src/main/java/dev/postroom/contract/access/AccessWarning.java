package dev.postroom.contract.access;

import dev.postroom.contract.Excerpt;
import dev.postroom.contract.Location;

/**
 * A line of the access map that does less than its author may have meant.
 *
 * @param location where it stands
 * @param message what is odd and how to write what was probably meant, as a whole sentence
 */
public record AccessWarning(Location location, String message) {

  public AccessWarning {
    message = Excerpt.of(message);
  }

  /** {@code file:line: message}. */
  @Override
  public String toString() {
    return location + ": " + message;
  }
}

package dev.postroom.contract.settings;

import dev.postroom.contract.Excerpt;
import dev.postroom.contract.Location;

/**
 * Something to tell the author of a settings file.
 *
 * @param location where the assignment stands
 * @param variable its variable
 * @param message what is wrong, as a whole sentence without the location
 */
public record SettingProblem(Location location, String variable, String message) {

  public SettingProblem {
    message = Excerpt.of(message);
  }

  /** {@code file:line: message}. */
  @Override
  public String toString() {
    return location + ": " + message;
  }
}

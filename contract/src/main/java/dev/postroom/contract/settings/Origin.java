package dev.postroom.contract.settings;

import dev.postroom.contract.Location;

/** Where a variable's value comes from. */
public sealed interface Origin {

  /**
   * An assignment in a file.
   *
   * @param location where it stands
   */
  record Assigned(Location location) implements Origin {
    @Override
    public String toString() {
      return location.toString();
    }
  }

  /** Courier's default, because no file sets the variable. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /**
   * Another variable, by which Courier's start script replaces this one.
   *
   * @param variable the other one's name
   */
  record Copied(String variable) implements Origin {
    @Override
    public String toString() {
      return "value of " + variable;
    }
  }
}

package dev.postroom.contract;

import java.util.Objects;

/**
 * Where something stands, so that a message can lead a person to it.
 *
 * @param file the file's name as its reader called it, or the resource field it came from
 * @param line the line, from 1; 0 where no line can be named
 */
public record Location(String file, int line) {

  public Location {
    Objects.requireNonNull(file, "file");
    if (line < 0) {
      throw new IllegalArgumentException("line is " + line + "; lines count from 1, 0 is no line");
    }
  }

  /** A place that has a name but no lines, such as a field of a resource. */
  public static Location of(String name) {
    return new Location(name, 0);
  }

  /** {@code file:line}, or {@code file} alone where no line can be named. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}

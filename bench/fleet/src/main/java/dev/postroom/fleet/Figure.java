package dev.postroom.fleet;

/**
 * One thing that was measured.
 *
 * @param what in words
 * @param value with its unit
 * @param bound what it must be, in words; empty where nothing is asked
 * @param holds whether it is so
 */
record Figure(String what, String value, String bound, boolean holds) {

  /** A number that is only told. */
  static Figure told(String what, String value) {
    return new Figure(what, value, "", true);
  }

  /** A number that may be at most so much. */
  static Figure atMost(String what, double value, double most, String unit) {
    return new Figure(
        what,
        "%,.1f %s".formatted(value, unit),
        "at most %,.0f %s".formatted(most, unit),
        value <= most);
  }

  /** A row of the page's table. */
  String markdown() {
    return "| %s | %s | %s |".formatted(what, value, holds ? bound : bound + ": **no**");
  }
}

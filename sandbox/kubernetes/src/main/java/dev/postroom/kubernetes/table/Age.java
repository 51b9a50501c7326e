package dev.postroom.kubernetes.table;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * How long ago something was, in the short form of apimachinery's {@code duration.HumanDuration}.
 */
final class Age {

  private static final long DAYS_OF_YEAR = 365;

  private Age() {}

  /** The age of a timestamp, {@code <unknown>} where there is none. */
  static String since(String timestamp, Instant now) {
    try {
      return timestamp.isEmpty()
          ? "<unknown>"
          : of(Duration.between(Instant.parse(timestamp), now));
    } catch (DateTimeParseException e) {
      return "<invalid>";
    }
  }

  static String of(Duration age) {
    long seconds = age.toSeconds();
    long minutes = age.toMinutes();
    long hours = age.toHours();
    long days = age.toDays();
    long years = days / DAYS_OF_YEAR;
    if (seconds < 0) {
      // Clocks differ a little between machines; nobody wants to read -1s.
      return seconds >= -1 ? "0s" : "<invalid>";
    } else if (minutes < 2) {
      return seconds + "s";
    } else if (minutes < 10) {
      return two(minutes, "m", seconds % 60, "s");
    } else if (hours < 3) {
      return minutes + "m";
    } else if (hours < 8) {
      return two(hours, "h", minutes % 60, "m");
    } else if (hours < 48) {
      return hours + "h";
    } else if (days < 8) {
      return two(days, "d", hours % 24, "h");
    } else if (days < 2 * DAYS_OF_YEAR) {
      return days + "d";
    } else if (years < 8) {
      return two(years, "y", days % DAYS_OF_YEAR, "d");
    }
    return years + "y";
  }

  private static String two(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + small + smallUnit;
  }
}

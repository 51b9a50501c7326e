package dev.postroom.imap.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a Date field (RFC 5322 section 3.3, the obsolete forms of 4.3 included). */
final class SentDate {

  private static final Pattern DATE =
      Pattern.compile(
          "(?:[A-Za-z]+,)?\\s*(\\d{1,2})[\\s-]+([A-Za-z]{3})[a-z]*[\\s-]+(\\d{2,4})\\b(.*)");

  private static final Pattern TIME =
      Pattern.compile("\\s+(\\d{1,2})\\s*:\\s*(\\d{2})(?:\\s*:\\s*(\\d{2}))?\\b\\s*(.*)");

  private static final Pattern NUMERIC_ZONE = Pattern.compile("([+-])(\\d{2})(\\d{2})\\b.*");

  private static final Pattern NAMED_ZONE = Pattern.compile("([A-Za-z]+)\\b.*");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** Hours from UTC of the names that still mean something. */
  private static final Map<String, Integer> ZONES =
      Map.of(
          "EDT", -4, "EST", -5, "CDT", -5, "CST", -6, "MDT", -6, "MST", -7, "PDT", -7, "PST", -8);

  private SentDate() {}

  /** The day that is written, whatever its zone. */
  static Optional<LocalDate> parse(String fieldBody) {
    Matcher date = DATE.matcher(fieldBody);
    return date.matches() ? day(date) : Optional.empty();
  }

  /** The moment that is written (RFC 5256 section 2.2). */
  static Optional<Instant> parseInstant(String fieldBody) {
    Matcher date = DATE.matcher(fieldBody);
    return date.matches() ? day(date).map(day -> moment(day, date.group(4))) : Optional.empty();
  }

  /** What of time and zone cannot be read is midnight and UTC. */
  private static Instant moment(LocalDate day, String rest) {
    Matcher time = TIME.matcher(rest);
    if (!time.matches()) {
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    int second = time.group(3) == null ? 0 : Integer.parseInt(time.group(3));
    try {
      // A leap second is taken for the one before it.
      var clock =
          LocalTime.of(
              Integer.parseInt(time.group(1)),
              Integer.parseInt(time.group(2)),
              second == 60 ? 59 : second);
      return day.atTime(clock).toInstant(zone(time.group(4)));
    } catch (DateTimeException noSuchTime) {
      return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  private static ZoneOffset zone(String text) {
    Matcher numeric = NUMERIC_ZONE.matcher(text);
    if (numeric.matches()) {
      int sign = numeric.group(1).equals("-") ? -1 : 1;
      int minutes =
          sign * (Integer.parseInt(numeric.group(2)) * 60 + Integer.parseInt(numeric.group(3)));
      boolean possible = Integer.parseInt(numeric.group(3)) < 60 && Math.abs(minutes) <= 18 * 60;
      return possible ? ZoneOffset.ofTotalSeconds(minutes * 60) : ZoneOffset.UTC;
    }
    Matcher named = NAMED_ZONE.matcher(text);
    return named.matches()
        ? ZoneOffset.ofHours(ZONES.getOrDefault(named.group(1).toUpperCase(Locale.ROOT), 0))
        : ZoneOffset.UTC;
  }

  private static Optional<LocalDate> day(Matcher date) {
    int month = MONTHS.indexOf(date.group(2).toLowerCase(Locale.ROOT)) + 1;
    try {
      return Optional.of(LocalDate.of(year(date.group(3)), month, Integer.parseInt(date.group(1))));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  /** Years of two digits are of 1950 to 2049, of three digits count from 1900. */
  private static int year(String digits) {
    int year = Integer.parseInt(digits);
    return switch (digits.length()) {
      case 2 -> year < 50 ? 2000 + year : 1900 + year;
      case 3 -> 1900 + year;
      default -> year;
    };
  }
}

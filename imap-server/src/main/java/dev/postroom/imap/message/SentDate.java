package dev.postroom.imap.message;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the day of a Date field (RFC 5322 section 3.3, the obsolete years of 4.3 included). */
final class SentDate {

  private static final Pattern DATE =
      Pattern.compile(
          "(?:[A-Za-z]+,)?\\s*(\\d{1,2})[\\s-]+([A-Za-z]{3})[a-z]*[\\s-]+(\\d{2,4})\\b.*");

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private SentDate() {}

  static Optional<LocalDate> parse(String fieldBody) {
    Matcher date = DATE.matcher(fieldBody);
    if (!date.matches()) {
      return Optional.empty();
    }
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

package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code date} and {@code date-time} (RFC 3501 section 9). */
final class DateParser {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final String DATE = "([ \\d]?\\d)-(\\p{Alpha}{3})-(\\d{4})";
  private static final Pattern DATE_TEXT = Pattern.compile(DATE);
  private static final Pattern DATE_TIME =
      Pattern.compile(DATE + " (\\d\\d):(\\d\\d):(\\d\\d) ([+-])(\\d\\d)(\\d\\d)");

  private DateParser() {}

  static LocalDate date(Tokens tokens) throws IOException, CommandRefusedException {
    Matcher matcher = DATE_TEXT.matcher(tokens.astringText());
    if (!matcher.matches()) {
      throw bad("A date is written like 22-Nov-2026");
    }
    try {
      return day(matcher);
    } catch (DateTimeException e) {
      throw bad("There is no such date");
    }
  }

  static Instant dateTime(Tokens tokens) throws IOException, CommandRefusedException {
    Matcher matcher = DATE_TIME.matcher(new String(tokens.string(), StandardCharsets.ISO_8859_1));
    if (!matcher.matches()) {
      throw bad("A date and time is written like \"22-Nov-2026 01:02:03 +0000\"");
    }
    try {
      var time = LocalTime.of(number(matcher, 4), number(matcher, 5), second(matcher));
      int sign = matcher.group(7).equals("-") ? -1 : 1;
      var zone = ZoneOffset.ofHoursMinutes(sign * number(matcher, 8), sign * number(matcher, 9));
      return day(matcher).atTime(time).toInstant(zone);
    } catch (DateTimeException e) {
      throw bad("There is no such date and time");
    }
  }

  private static LocalDate day(Matcher matcher) {
    int month = MONTHS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
    return LocalDate.of(number(matcher, 3), month, Integer.parseInt(matcher.group(1).strip()));
  }

  /** A leap second is taken for the one before it. */
  private static int second(Matcher matcher) {
    int second = number(matcher, 6);
    return second == 60 ? 59 : second;
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}

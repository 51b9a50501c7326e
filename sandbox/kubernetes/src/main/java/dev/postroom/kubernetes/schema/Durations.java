package dev.postroom.kubernetes.schema;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Durations as format {@code duration} has them: Go's ({@code 1h30m}, {@code 1.5s}), and a number
 * with a unit spelt out ({@code 3 days}).
 */
final class Durations {

  private static final Map<String, Duration> GO =
      Map.of(
          "ns", Duration.ofNanos(1),
          "us", Duration.ofNanos(1_000),
          "µs", Duration.ofNanos(1_000),
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1));
  private static final Map<String, Duration> SPELT =
      Map.of(
          "nanosecond", Duration.ofNanos(1),
          "microsecond", Duration.ofNanos(1_000),
          "millisecond", Duration.ofMillis(1),
          "second", Duration.ofSeconds(1),
          "minute", Duration.ofMinutes(1),
          "hour", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "day", Duration.ofDays(1),
          "w", Duration.ofDays(7),
          "week", Duration.ofDays(7));

  private static final String STEP = "(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|µs|ms|s|m|h)";
  private static final Pattern GO_STEP = Pattern.compile(STEP);
  private static final Pattern GO_DURATION = Pattern.compile("[-+]?(0|(" + STEP + ")+)");
  private static final Pattern SPELT_DURATION = Pattern.compile("(\\d+)\\s*([a-z]+?)s?");

  private Durations() {}

  static boolean isDuration(String text) {
    if (GO_DURATION.matcher(text).matches()) {
      return true;
    }
    var spelt = SPELT_DURATION.matcher(text);
    return spelt.matches() && SPELT.containsKey(spelt.group(2));
  }

  /** The duration the text stands for; the text must be one. */
  static Duration parse(String text) {
    if (GO_DURATION.matcher(text).matches()) {
      var steps = GO_STEP.matcher(text);
      var sum = Duration.ZERO;
      while (steps.find()) {
        sum = sum.plus(times(steps.group(1), GO.get(steps.group(2))));
      }
      return text.startsWith("-") ? sum.negated() : sum;
    }
    var spelt = SPELT_DURATION.matcher(text);
    if (!spelt.matches() || !SPELT.containsKey(spelt.group(2))) {
      throw new IllegalArgumentException("not a duration: " + text);
    }
    return times(spelt.group(1), SPELT.get(spelt.group(2)));
  }

  private static Duration times(String number, Duration unit) {
    var decimal = new BigDecimal(number.startsWith(".") ? "0" + number : number);
    return Duration.ofNanos(decimal.multiply(BigDecimal.valueOf(unit.toNanos())).longValue());
  }
}

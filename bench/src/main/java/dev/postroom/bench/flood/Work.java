package dev.postroom.bench.flood;

import java.util.List;

/**
 * How people fared.
 *
 * @param noops how long each NOOP took, in nanoseconds
 * @param logins how long each further login took, from connecting to the end
 * @param lost sessions that ended before their time
 * @param newcomers how many came to log in
 * @param turnedAway how many of these could not
 */
record Work(List<Long> noops, List<Long> logins, int lost, int newcomers, int turnedAway) {

  private static final double NANOS_PER_MILLI = 1e6;

  String took(String what) {
    return line(what, noops);
  }

  String tookToLogIn(String what) {
    return line(what, logins);
  }

  private static String line(String what, List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return "%-40s %,12d times: median %.1f ms, p99 %.1f ms, longest %.1f ms%n"
        .formatted(
            what, sorted.size(), millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
  }

  /** The value below which that part of all lies; 0 where there are none. */
  static double millis(List<Long> sorted, double part) {
    int at = (int) Math.ceil(part * sorted.size()) - 1;
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, at)) / NANOS_PER_MILLI;
  }
}

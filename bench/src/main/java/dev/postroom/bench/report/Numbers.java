package dev.postroom.bench.report;

import java.util.Locale;

/** Numbers as the table shows them: three digits that count, and thousands apart. */
final class Numbers {

  private Numbers() {}

  static String value(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  static String ratio(double ratio) {
    if (!Double.isFinite(ratio)) {
      return "–";
    }
    String format = ratio >= 10 ? "%,.0f×" : ratio >= 1 ? "%.1f×" : "%.2f×";
    return String.format(Locale.ROOT, format, ratio);
  }

  static String spread(double spread) {
    return String.format(Locale.ROOT, "±%.0f%%", spread * 100);
  }
}

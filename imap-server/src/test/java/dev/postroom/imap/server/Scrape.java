package dev.postroom.imap.server;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a Prometheus would scrape, so far as it is ours. */
final class Scrape {

  private Scrape() {}

  /** Names with their labels, such as {@code a_total{b="c",}}. */
  static Set<String> series(String scrape) {
    return lines(scrape)
        .map(line -> line.substring(0, line.lastIndexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> names(String scrape) {
    return series(scrape).stream()
        .map(series -> series.replaceFirst("\\{.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static double value(String scrape, String series) {
    return lines(scrape)
        .filter(line -> line.startsWith(series + " "))
        .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + series + " in\n" + scrape));
  }

  private static Stream<String> lines(String scrape) {
    return scrape.lines().filter(line -> line.startsWith("postroom_"));
  }
}

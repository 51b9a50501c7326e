package dev.postroom.operator.peers;

import dev.postroom.operator.peers.PastLogins.Count;
import dev.postroom.operator.peers.PastLogins.Counts;
import dev.postroom.operator.peers.PastLogins.Start;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The guessers among {@link PastLogins} as lines, so that a restart of the operator soon after that
 * of a pod forgives nobody: when it was told last, of which pod and start, of which address, and
 * how many logins succeeded and failed. Mostly there are none, and the text is empty.
 */
final class PastLoginsText {

  /** Some 100 characters each; where there are more, those with the most failures stay. */
  static final int MAX_LINES = 500;

  /** Instead of pod and start, of what is summed up over starts. */
  private static final String ANY = "- -";

  private static final Pattern LINE =
      Pattern.compile(
          "(?<told>\\S{1,40}) (?:- -|(?<pod>[-a-z0-9.]{1,253}) (?<start>\\S{2,40}))"
              + " (?<address>[0-9a-fA-F.:/]{1,50}) (?<succeeded>\\d{1,15}) (?<failed>\\d{1,15})");

  /** What was counted of an address. */
  private record Line(Instant told, Optional<Start> start, String address, Count count) {

    private String text() {
      var when = start.map(known -> known.pod() + " " + known.at()).orElse(ANY);
      return "%s %s %s %d %d".formatted(told, when, address, count.succeeded(), count.failed());
    }

    private boolean isReadable() {
      return LINE.matcher(text()).matches();
    }
  }

  private PastLoginsText() {}

  /**
   * The text.
   *
   * @param told starts whose pods tell of them themselves
   */
  static String render(PastLogins past, Set<Start> told) {
    var lines = lines(past, told).filter(Line::isReadable).toList();
    Map<String, Count> sums =
        lines.stream().collect(Collectors.toMap(Line::address, Line::count, Count::and));
    return lines.stream()
        .filter(line -> sums.get(line.address()).isGuessing())
        .sorted(
            Comparator.comparingLong((Line line) -> sums.get(line.address()).failed())
                .reversed()
                .thenComparing(Line::text))
        .limit(MAX_LINES)
        .map(line -> line.text() + "\n")
        .collect(Collectors.joining());
  }

  private static Stream<Line> lines(PastLogins past, Set<Start> told) {
    var ended =
        past.starts().entrySet().stream()
            .filter(start -> !told.contains(start.getKey()))
            .flatMap(
                start ->
                    lines(
                        start.getValue().told(),
                        Optional.of(start.getKey()),
                        start.getValue().peers()));
    var earlier =
        past.earlier().entrySet().stream()
            .flatMap(minute -> lines(minute.getKey(), Optional.empty(), minute.getValue()));
    return Stream.concat(ended, earlier);
  }

  private static Stream<Line> lines(Instant told, Optional<Start> start, Map<String, Count> peers) {
    return peers.entrySet().stream()
        .map(peer -> new Line(told, start, peer.getKey(), peer.getValue()));
  }

  /**
   * Reads what {@link #render} wrote, perhaps edited by a person; lines that are none are passed
   * over.
   *
   * @param latest what was told later than this is passed over, too: it would count for too long
   */
  static PastLogins parse(String text, Instant latest) {
    var starts = new HashMap<Start, Counts>();
    var earlier = new HashMap<Instant, Map<String, Count>>();
    text.lines()
        .limit(MAX_LINES)
        .flatMap(line -> read(line).stream())
        .filter(line -> !line.told().isAfter(latest))
        .forEach(
            line -> {
              var peer = Map.of(line.address(), line.count());
              line.start()
                  .ifPresentOrElse(
                      start -> starts.merge(start, new Counts(line.told(), peer), Counts::and),
                      () -> earlier.merge(line.told(), peer, PastLogins::sum));
            });
    return new PastLogins(starts, earlier);
  }

  private static Optional<Line> read(String text) {
    var line = LINE.matcher(text);
    if (!line.matches()) {
      return Optional.empty();
    }
    try {
      var start =
          line.group("pod") == null
              ? Optional.<Start>empty()
              : Optional.of(new Start(line.group("pod"), Instant.parse(line.group("start"))));
      return Optional.of(
          new Line(
              Instant.parse(line.group("told")),
              start,
              line.group("address"),
              new Count(
                  Long.parseLong(line.group("succeeded")), Long.parseLong(line.group("failed")))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}

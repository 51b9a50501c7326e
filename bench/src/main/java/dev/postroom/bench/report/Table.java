package dev.postroom.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The one table: a row for each measurement, a column for each server with median and spread, then
 * how many times better the last server is than each of the others.
 */
public final class Table {

  private final List<List<String>> lines = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * @param servers by name; the last is ours
   */
  public Table(Results results, List<String> servers) {
    List<String> peers = servers.subList(0, servers.size() - 1);
    String ours = servers.getLast();
    var head = new ArrayList<>(List.of("measured", "unit"));
    head.addAll(servers);
    peers.forEach(peer -> head.add("to " + peer));
    lines.add(head);
    for (Row row : results.rows()) {
      var line = new ArrayList<>(List.of(row.title(), row.unit().symbol()));
      servers.forEach(server -> line.add(text(row, server, results.cell(row, server))));
      peers.forEach(peer -> line.add(ratio(row, results.cell(row, ours), results.cell(row, peer))));
      lines.add(line);
    }
  }

  private String text(Row row, String server, Cell cell) {
    return switch (cell) {
      case Cell.Measured(Sample sample) ->
          sample.size() == 1
              ? Numbers.value(sample.median())
              : Numbers.value(sample.median()) + " " + Numbers.spread(sample.spread());
      case Cell.Failed(String why) -> {
        failures.add(row.title() + ", " + server + ": " + why);
        yield "failed";
      }
      case Cell.Absent _ -> "";
    };
  }

  private static String ratio(Row row, Cell ours, Cell theirs) {
    return ours instanceof Cell.Measured(Sample a) && theirs instanceof Cell.Measured(Sample b)
        ? Numbers.ratio(row.unit().advantage(a.median(), b.median()))
        : "";
  }

  /** Which cells have no value, and why: a line each. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /** For a terminal. */
  public String plain() {
    int[] widths =
        IntStream.range(0, lines.getFirst().size())
            .map(
                column ->
                    lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0))
            .toArray();
    return lines.stream()
        .map(
            line ->
                IntStream.range(0, widths.length)
                    .mapToObj(column -> padded(line.get(column), widths[column], column))
                    .collect(Collectors.joining("  "))
                    .stripTrailing())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Words stand left, numbers right. */
  private static String padded(String text, int width, int column) {
    String blanks = " ".repeat(width - text.length());
    return column < 2 ? text + blanks : blanks + text;
  }

  /** For a page. */
  public String markdown() {
    List<String> text =
        lines.stream()
            .map(line -> line.stream().collect(Collectors.joining(" | ", "| ", " |")))
            .collect(Collectors.toCollection(ArrayList::new));
    text.add(
        1,
        IntStream.range(0, lines.getFirst().size())
            .mapToObj(column -> column < 2 ? "---" : "---:")
            .collect(Collectors.joining(" | ", "| ", " |")));
    return String.join("\n", text) + "\n";
  }
}

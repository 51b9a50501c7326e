package dev.postroom.testing;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics of Postroom's own in a scrape of Prometheus' text format, as a table of Markdown. */
public final class MetricsTable {

  private static final String OURS = "postroom_";

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private record Family(String name, String type, String help, Map<String, Set<String>> labels) {

    String row(Set<String> bare) {
      var told =
          labels.entrySet().stream()
              .map(
                  label ->
                      bare.contains(label.getKey())
                          ? "`%s`".formatted(label.getKey())
                          : "`%s`: %s"
                              .formatted(label.getKey(), String.join(", ", label.getValue())))
              .collect(Collectors.joining("; "));
      return "| `%s` | %s | %s | %s |\n".formatted(name, type, told.isEmpty() ? "-" : told, help);
    }
  }

  private final SortedMap<String, Family> families = new TreeMap<>();

  /**
   * @param scrape of a program to which nothing happened yet: all series are there from the start
   */
  public MetricsTable(String scrape) {
    var help = "";
    for (var line : scrape.lines().toList()) {
      var words = line.split(" ", 4);
      if (line.startsWith("# HELP " + OURS)) {
        help = words.length < 4 ? "" : words[3].strip();
      } else if (line.startsWith("# TYPE " + OURS)) {
        families.put(words[2], new Family(words[2], words[3], help, new TreeMap<>()));
      } else if (line.startsWith(OURS)) {
        series(line);
      }
    }
  }

  private void series(String line) {
    var name = line.replaceFirst("[{ ].*", "");
    var family =
        families.getOrDefault(name, families.get(name.replaceFirst("_(bucket|sum|count)$", "")));
    LABEL
        .matcher(line)
        .results()
        .forEach(
            label ->
                family
                    .labels()
                    .computeIfAbsent(label.group(1), _ -> new TreeSet<>())
                    .add(label.group(2)));
  }

  /**
   * A row for each metric, by name.
   *
   * @param bare labels whose values are too many for a table
   */
  public String rows(String... bare) {
    return families.values().stream()
        .map(family -> family.row(Set.of(bare)))
        .collect(Collectors.joining());
  }

  /** What a label of a metric may say, in order. */
  public Set<String> values(String metric, String label) {
    return families.get(metric).labels().getOrDefault(label, Set.of());
  }
}

package dev.postroom.operator.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The variables that only a starting server takes. They stand in an annotation of the pod template
 * as readable text instead of a hash: a change of one rolls the pods, and the text of before tells
 * which one it was.
 */
public record RestartSettings(SortedMap<String, String> values) {

  /** The annotation of the pod template. */
  public static final String ANNOTATION = "postroom.dev/restart-settings";

  /** Those in the files of a specification. */
  public static RestartSettings of(CourierFiles files) {
    return new RestartSettings(files.restartSettings());
  }

  /** Reads what {@link #text()} wrote; lines that are no assignment are passed over. */
  public static RestartSettings parse(String text) {
    var values = new TreeMap<String, String>();
    text.lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line ->
                values.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    return new RestartSettings(values);
  }

  /** One {@code NAME=value} a line, by name. */
  public String text() {
    return values.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .collect(Collectors.joining("\n"));
  }

  /** What differs in another, each change in words. */
  public List<String> changesTo(RestartSettings other) {
    var names = new TreeSet<>(values.keySet());
    names.addAll(other.values.keySet());
    var changes = new ArrayList<String>();
    for (var name : names) {
      var before = shown(values, name);
      var after = shown(other.values, name);
      if (!before.equals(after)) {
        changes.add("%s changes from %s to %s".formatted(name, before, after));
      }
    }
    return changes;
  }

  private static String shown(Map<String, String> values, String name) {
    return values.containsKey(name) ? values.get(name) : "unset";
  }
}

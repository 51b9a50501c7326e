package dev.postroom.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that was measured so far, by row and server, in the order in which it came. */
public final class Results {

  private record Key(Row row, String server) {}

  private final Set<Row> rows = new LinkedHashSet<>();
  private final Map<Key, List<Double>> values = new LinkedHashMap<>();
  private final Map<Key, String> failures = new LinkedHashMap<>();

  public void add(Row row, String server, double value) {
    rows.add(row);
    values.computeIfAbsent(new Key(row, server), key -> new ArrayList<>()).add(value);
  }

  /** The first reason counts; what was measured before it is not shown. */
  public void fail(Row row, String server, String why) {
    rows.add(row);
    failures.putIfAbsent(new Key(row, server), why);
  }

  public List<Row> rows() {
    return List.copyOf(rows);
  }

  public Cell cell(Row row, String server) {
    var key = new Key(row, server);
    if (failures.containsKey(key)) {
      return new Cell.Failed(failures.get(key));
    }
    List<Double> measured = values.get(key);
    return measured == null ? new Cell.Absent() : new Cell.Measured(Sample.of(measured));
  }
}

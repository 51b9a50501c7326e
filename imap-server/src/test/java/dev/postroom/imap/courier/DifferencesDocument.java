package dev.postroom.imap.courier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code docs/courier-differences.md}: the deliberate differences, one a row. */
final class DifferencesDocument {

  /** Seen from the module, where Maven runs tests. */
  private static final Path FILE = Path.of("..", "docs", "courier-differences.md");

  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z0-9-]+)` \\|( [^|]+ \\|){3}$", Pattern.MULTILINE);

  private DifferencesDocument() {}

  /** The names of the differences that have all of their columns. */
  static SortedSet<String> names() throws IOException {
    return ROW.matcher(Files.readString(FILE))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

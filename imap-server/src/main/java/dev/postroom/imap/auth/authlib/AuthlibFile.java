package dev.postroom.imap.auth.authlib;

import dev.postroom.contract.Location;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a file such as {@code authpgsqlrc} says (authconfigfile.cpp): lines of {@code NAME blanks
 * value}, of which one ends in a backslash when the next belongs to it. A line that begins with
 * {@code #} is a comment. Unlike Courier this is content without the line {@code ##NAME: MARKER:0},
 * by which Courier tells that an editor has written all of the file: here the kubelet swaps files
 * whole, and one that is still being written is read again.
 */
public final class AuthlibFile {

  private final String name;
  private final SortedMap<String, Entry> entries;

  private AuthlibFile(String name, SortedMap<String, Entry> entries) {
    this.name = name;
    this.entries = entries;
  }

  private record Entry(String value, Location location) {}

  /**
   * @param name what messages call the file
   * @throws AuthlibSyntaxException when a line is neither a comment nor {@code NAME value}
   */
  public static AuthlibFile parse(String name, String text) {
    SortedMap<String, Entry> entries = new TreeMap<>();
    List<String> lines = text.lines().toList();
    for (int next = 0; next < lines.size(); ) {
      Location location = new Location(name, next + 1);
      StringBuilder line = new StringBuilder(lines.get(next++));
      if (line.toString().isBlank() || line.charAt(0) == '#') {
        continue;
      }
      while (line.charAt(line.length() - 1) == '\\' && next < lines.size()) {
        line.setLength(line.length() - 1);
        line.append(lines.get(next++).stripTrailing());
      }
      String[] words = line.toString().strip().split("\\s+", 2);
      if (!words[0].matches("[A-Z][A-Z0-9_]*")) {
        throw new AuthlibSyntaxException(location, "this is no line of NAME, blanks and value");
      }
      entries.put(words[0], new Entry(words.length == 1 ? "" : words[1], location));
    }
    return new AuthlibFile(name, entries);
  }

  /** What the name is set to; empty where it is not, or to nothing. */
  public Optional<String> text(String variable) {
    return Optional.ofNullable(entries.get(variable))
        .map(Entry::value)
        .filter(value -> !value.isEmpty());
  }

  /**
   * What the name is set to.
   *
   * @throws AuthlibSyntaxException where it is not
   */
  public String required(String variable) {
    return text(variable)
        .orElseThrow(
            () -> new AuthlibSyntaxException(location(variable), variable + " is not set"));
  }

  /**
   * The number that the name is set to; empty where it is not set.
   *
   * @throws AuthlibSyntaxException when it is set to something else than a number from 0
   */
  public OptionalInt number(String variable) {
    Optional<String> text = text(variable);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("[0-9]{1,9}")) {
      throw refuse(variable, "is not a number");
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }

  /** Whether the name is set to a number other than 0. */
  public boolean flag(String variable) {
    return number(variable).orElse(0) != 0;
  }

  /** Where the name is set, or the file, where it is not. */
  public Location location(String variable) {
    Entry entry = entries.get(variable);
    return entry == null ? Location.of(name) : entry.location();
  }

  /** To be thrown when a value cannot be honoured; says what is wrong and not what the value is. */
  public AuthlibSyntaxException refuse(String variable, String problem) {
    return new AuthlibSyntaxException(location(variable), variable + " " + problem);
  }

  /** For the log: names that are set and mean nothing to whoever reads {@code known} names. */
  public List<String> remarks(Set<String> known) {
    return entries.entrySet().stream()
        .filter(entry -> !known.contains(entry.getKey()))
        .map(entry -> entry.getValue().location() + ": " + entry.getKey() + " has no effect here")
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}

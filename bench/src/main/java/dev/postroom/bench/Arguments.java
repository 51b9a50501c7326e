package dev.postroom.bench;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param rows ids of experiments; empty for all
 * @param servers by name; empty for all
 * @param quick without 100,000 messages, and with fewer rounds
 * @param rounds overrides the number of rounds
 * @param directory where mail and servers' files are kept
 * @param markdown where the table is written as Markdown
 * @param help whether only the usage is wanted
 */
record Arguments(
    Set<String> rows,
    Set<String> servers,
    boolean quick,
    Optional<Integer> rounds,
    Path directory,
    Optional<Path> markdown,
    boolean help) {

  static final String USAGE =
      """
      usage: make bench ARGS="[--quick] [--rows ROW,…] [--servers SERVER,…] [--rounds N] [--markdown FILE] [--directory DIR]"
        --quick           no folder of 100,000, and fewer rounds: under 6 minutes instead of under 25
        --rows ROW,…      only these: login login-tls idle read-10k read-100k body search append change delivery fsync
        --servers NAME,…  only these: courier dovecot postroom
        --rounds N        so many rounds of each, after one that warms up and is not counted
        --markdown FILE   write the table there too, with the machine and the command
        --directory DIR   keep mail and servers' files there (/var/tmp/postroom-bench); mail is kept for the next run
      """;

  private static final Path DIRECTORY = Path.of("/var/tmp/postroom-bench");

  /**
   * @throws IllegalArgumentException with a message for the user
   */
  static Arguments parse(List<String> words) {
    Set<String> rows = Set.of();
    Set<String> servers = Set.of();
    boolean quick = false;
    boolean help = false;
    Optional<Integer> rounds = Optional.empty();
    Path directory = DIRECTORY;
    Optional<Path> markdown = Optional.empty();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "--quick" -> quick = true;
        case "--help" -> help = true;
        case "--rows" -> rows = list(value(words, ++i));
        case "--servers" -> servers = list(value(words, ++i));
        case "--rounds" -> rounds = Optional.of(count(value(words, ++i)));
        case "--directory" -> directory = Path.of(value(words, ++i)).toAbsolutePath();
        case "--markdown" -> markdown = Optional.of(Path.of(value(words, ++i)).toAbsolutePath());
        default -> throw new IllegalArgumentException("unknown argument " + word + "\n" + USAGE);
      }
    }
    return new Arguments(rows, servers, quick, rounds, directory, markdown, help);
  }

  private static String value(List<String> words, int at) {
    if (at == words.size()) {
      throw new IllegalArgumentException(words.get(at - 1) + " needs a value\n" + USAGE);
    }
    return words.get(at);
  }

  private static Set<String> list(String value) {
    return new LinkedHashSet<>(List.of(value.split(",")));
  }

  private static int count(String value) {
    try {
      int count = Integer.parseInt(value);
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(notACount(value), e);
    }
    throw new IllegalArgumentException(notACount(value));
  }

  private static String notACount(String value) {
    return "'" + value + "' is not a number of rounds\n" + USAGE;
  }
}

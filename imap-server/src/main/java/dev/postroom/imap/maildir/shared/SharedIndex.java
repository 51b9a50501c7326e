package dev.postroom.imap.maildir.shared;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One index file, in Courier's format (maildirnewshared.c).
 *
 * <pre>
 * line    = [account / group] [comment] LF
 * account = name TAB uid TAB gid TAB home [TAB maildir]
 * group   = name TAB "*" TAB file        ; another index, relative to the directory of this one
 * comment = "#" *CHAR
 * </pre>
 *
 * @param entries in the file's order; of several with one name the first
 * @param problems what could not be read, each as the number of its line and what to do
 */
record SharedIndex(List<Entry> entries, List<String> problems) {

  static final SharedIndex EMPTY = new SharedIndex(List.of(), List.of());

  private static final String DEFAULT_MAILDIR = "./Maildir";

  SharedIndex {
    entries = List.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /** What a line stands for. */
  sealed interface Entry {
    String name();
  }

  /**
   * An account.
   *
   * @param maildir relative to {@code home}, or absolute
   */
  record Account(String name, String home, String maildir) implements Entry {}

  /** More entries, in another file. */
  record Group(String name, String file) implements Entry {}

  static SharedIndex parse(String text) {
    var entries = new ArrayList<Entry>();
    var problems = new ArrayList<String>();
    var names = new HashSet<String>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      int comment = line.indexOf('#');
      String content = (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
      if (content.isEmpty()) {
        continue;
      }
      Optional<Entry> entry = entry(content.split("\t"));
      if (entry.isEmpty()) {
        problems.add(
            "%d: write name, uid, gid, home and maybe maildir, or name, * and file, with one tab"
                    .formatted(number)
                + " between them; uid and gid are numbers above 0");
      } else if (names.add(entry.get().name())) {
        entries.add(entry.get());
      }
    }
    return new SharedIndex(entries, problems);
  }

  private static Optional<Entry> entry(String[] fields) {
    if (fields[0].isEmpty() || fields[0].chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    if (fields.length == 3 && fields[1].equals("*")) {
      return Optional.of(new Group(fields[0], fields[2]));
    }
    boolean isAccount =
        (fields.length == 4 || fields.length == 5) && isId(fields[1]) && isId(fields[2]);
    return isAccount
        ? Optional.of(
            new Account(fields[0], fields[3], fields.length == 5 ? fields[4] : DEFAULT_MAILDIR))
        : Optional.empty();
  }

  /** Who may serve as who is asked by Courier alone, which becomes the owner; never root. */
  private static boolean isId(String field) {
    return field.matches("[0-9]{1,10}") && Long.parseLong(field) > 0;
  }
}

package dev.postroom.imap.courier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Commands that both servers are given, one in a line.
 *
 * <pre>
 * # a comment
 * settings IMAP_ACL=0          a variable of imapd, for both servers
 * session b ben                a further session; "a" is anna's and is always there
 * maildirsize 20000S 99 2      anna has this quota, and of it that many octets and messages are used
 * SELECT INBOX                 a command of session a
 * b: NOOP                      a command of session b
 * IDLE                         what others do from here on
 * AWAIT EXISTS                 waits, within IDLE, until the server tells it
 * DONE                         is compared here
 * deliver .Work NAME plain     a message is delivered into anna's folder, as new/NAME
 * write .Work/FILE 1\n2\n      a file of anna's Maildir is replaced by this text; \0 is a NUL
 * age .Work/FILE 200           and was written that many seconds ago
 * delete .Work/FILE            it goes
 * reconnect a                  logs out and in again
 * tree                         what differs in the trees, once all sessions have ended; the last line
 * </pre>
 *
 * Behind a line stands how the answers differ, if they do: {@code ~ id} names the entry of
 * docs/courier-differences.md, {@code -} what only Courier says, {@code +} what only Postroom says.
 */
record Script(
    String name,
    Map<String, String> settings,
    Map<String, String> sessions,
    List<String> quota,
    List<Step> steps) {

  /** The session that needs no declaration, and its user. */
  static final String FIRST = "a";

  static final String FIRST_USER = "anna";

  Script {
    settings = Map.copyOf(settings);
    sessions = Map.copyOf(sessions);
    quota = List.copyOf(quota);
    steps = List.copyOf(steps);
  }

  /** What happens in a step. */
  sealed interface Action {}

  /** A session sends a command. */
  record Run(String session, String command) implements Action {}

  /** Another program delivers a message. */
  record Deliver(String folder, String file, String message) implements Action {}

  /** A file is replaced, as by a crash. */
  record Write(String file, String text) implements Action {}

  /** A file was written before. */
  record Age(String file, Duration age) implements Action {}

  /** A file goes. */
  record Delete(String file) implements Action {}

  /** A session ends and begins anew. */
  record Reconnect(String session) implements Action {}

  /** The trees are compared. */
  record CompareTrees() implements Action {}

  /**
   * A line of the script with what belongs to it.
   *
   * @param line its number
   * @param text the line itself
   */
  record Step(int line, String text, Action action, Deviation deviation) {}

  static Script read(String name) throws IOException {
    String text = new String(Resources.bytes("scripts/" + name), StandardCharsets.UTF_8);
    return new Reader(name).read(text.lines().toList());
  }

  long commands() {
    return steps.stream().filter(step -> step.action() instanceof Run).count();
  }

  private static final class Reader {
    private final String name;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> sessions = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<String> quota = new ArrayList<>();
    private int number;

    Reader(String name) {
      this.name = name;
      sessions.put(FIRST, FIRST_USER);
    }

    Script read(List<String> lines) {
      for (String line : lines) {
        number++;
        if (!line.isBlank() && !line.startsWith("#")) {
          line(line);
        }
      }
      if (steps.isEmpty() || !(steps.getLast().action() instanceof CompareTrees)) {
        add("tree", new CompareTrees());
      }
      return new Script(name, settings, sessions, quota, steps);
    }

    private void line(String line) {
      String rest = line.substring(line.indexOf(' ') + 1);
      switch (line.split(" ", 2)[0]) {
        case "settings" -> settings.put(rest.split("=", 2)[0], rest.split("=", 2)[1]);
        case "session" -> sessions.put(rest.split(" ")[0], rest.split(" ")[1]);
        case "maildirsize" -> {
          String[] words = rest.split(" ");
          quota.add(words[0]);
          quota.add("%12s %12s".formatted(words[1], words[2]));
        }
        case "deliver" -> {
          String[] words = rest.split(" ");
          add(line, new Deliver(words[0], words[1], words[2]));
        }
        case "write" -> {
          String[] words = rest.split(" ", 2);
          String text = words.length > 1 ? words[1] : "";
          add(line, new Write(words[0], text.replace("\\n", "\n").replace("\\0", "\0")));
        }
        case "age" -> {
          String[] words = rest.split(" ");
          add(line, new Age(words[0], Duration.ofSeconds(Long.parseLong(words[1]))));
        }
        case "delete" -> add(line, new Delete(rest));
        case "reconnect" -> add(line, new Reconnect(rest));
        case "tree" -> add(line, new CompareTrees());
        case "~" -> deviate(last().deviation().because(rest));
        case "-" -> deviate(last().deviation().onlyCourier(rest));
        case "+" -> deviate(last().deviation().onlyPostroom(rest));
        default -> add(line, command(line));
      }
    }

    private Run command(String line) {
      return line.matches("[a-z]: .*")
          ? new Run(line.substring(0, 1), line.substring(3))
          : new Run(FIRST, line);
    }

    private void add(String text, Action action) {
      steps.add(new Step(number, text, action, Deviation.NONE));
    }

    private Step last() {
      if (steps.isEmpty()) {
        throw new IllegalArgumentException(
            "%s:%d: there is no command to which this belongs".formatted(name, number));
      }
      return steps.getLast();
    }

    private void deviate(Deviation deviation) {
      Step step = last();
      steps.set(steps.size() - 1, new Step(step.line(), step.text(), step.action(), deviation));
    }
  }
}

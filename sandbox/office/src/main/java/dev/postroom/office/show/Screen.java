package dev.postroom.office.show;

import dev.postroom.office.play.Scene;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;

/** Shows scenes as they come. */
public sealed interface Screen {

  void show(Scene scene);

  /** For a terminal: draws the table over the one before. */
  static Screen terminal(PrintStream out) {
    return new Terminal(out);
  }

  /** For a file or pipe: says what changed, a line for each. */
  static Screen journal(PrintStream out) {
    return new Journal(out);
  }

  /** See {@link #terminal}. */
  final class Terminal implements Screen {

    private static final String UP = "\033[%dA";
    private static final String CLEAR_BELOW = "\033[J";
    // A line that wraps would be two lines, and the next table would be drawn too low.
    private static final String NO_WRAP = "\033[?7l";
    private static final String WRAP = "\033[?7h";
    private final PrintStream out;
    private int drawn;

    private Terminal(PrintStream out) {
      this.out = out;
    }

    @Override
    public void show(Scene scene) {
      List<String> lines = Table.of(scene);
      StringBuilder text = new StringBuilder();
      if (drawn > 0) {
        text.append(UP.formatted(drawn)).append(CLEAR_BELOW);
      }
      text.append(NO_WRAP);
      lines.forEach(line -> text.append(line).append('\n'));
      text.append(WRAP);
      out.print(text);
      out.flush();
      drawn = lines.size();
    }
  }

  /** See {@link #journal}. */
  final class Journal implements Screen {

    private final PrintStream out;
    private Scene before;

    private Journal(PrintStream out) {
      this.out = out;
    }

    @Override
    public void show(Scene scene) {
      changes(before, scene).forEach(out::println);
      out.flush();
      before = scene;
    }

    /** What is to be said of {@code after} to who knows {@code before}, which may be null. */
    static List<String> changes(Scene before, Scene after) {
      List<String> known = before == null ? List.of() : tellable(before);
      return tellable(after).stream().filter(line -> !known.contains(line)).toList();
    }

    /** Limits and decisions; counters would give a line for every attempt. */
    private static List<String> tellable(Scene scene) {
      return Stream.concat(
              scene.addresses().stream().flatMap(Journal::ofAddress), scene.conditions().stream())
          .toList();
    }

    private static Stream<String> ofAddress(Scene.Address address) {
      return Stream.concat(
          address.server().stream()
              .map(peer -> "%-9s has a limit of %d".formatted(address.party(), peer.limit())),
          address.operator().stream().map(_ -> Table.decision(address)));
    }
  }
}

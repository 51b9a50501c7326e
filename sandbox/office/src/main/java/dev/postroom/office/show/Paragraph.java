package dev.postroom.office.show;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that fit the narrowest usual terminal. */
final class Paragraph {

  /** One column less than such a terminal has, because some break a line that fills it. */
  static final int WIDTH = 79;

  private Paragraph() {}

  /**
   * The words of {@code text} behind {@code lead}, in lines of at most {@link #WIDTH} characters;
   * the lines after the first are indented as far as {@code lead} reaches. A word that is longer
   * than a line has one to itself.
   */
  static List<String> folded(String lead, String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(lead);
    boolean empty = true;
    for (String word : text.split(" ")) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(lead.length()));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
    return lines;
  }
}

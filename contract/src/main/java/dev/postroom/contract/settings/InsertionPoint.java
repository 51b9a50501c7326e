package dev.postroom.contract.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a person would look for a variable that a settings file does not set yet.
 *
 * @param text the file
 */
record InsertionPoint(String text) {

  private static final Pattern NEXT_MARKER = Pattern.compile("^##NAME:", Pattern.MULTILINE);

  /** Index of the start of the line before which the assignment belongs, or the text's length. */
  int of(String name) {
    Matcher marker = line("##NAME:[ \\t]*" + name + ":.*");
    if (marker.find()) {
      return endOfSection(marker.end());
    }
    Matcher shown = line("#+[ \\t]*" + name + "=.*");
    return shown.find() ? nextLine(shown.end()) : text.length();
  }

  private Matcher line(String pattern) {
    return Pattern.compile("^" + pattern + "$", Pattern.MULTILINE | Pattern.UNIX_LINES)
        .matcher(text);
  }

  /** Behind the last line of the section that is not empty: empty lines separate sections. */
  private int endOfSection(int from) {
    Matcher next = NEXT_MARKER.matcher(text);
    int end = next.find(from) ? next.start() : text.length();
    int lastCharacter = end;
    while (Character.isWhitespace(text.charAt(lastCharacter - 1))) {
      lastCharacter--;
    }
    return nextLine(lastCharacter);
  }

  private int nextLine(int from) {
    int lineEnd = text.indexOf('\n', from);
    return lineEnd < 0 ? text.length() : lineEnd + 1;
  }
}

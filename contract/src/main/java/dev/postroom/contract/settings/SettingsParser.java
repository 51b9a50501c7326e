package dev.postroom.contract.settings;

import dev.postroom.contract.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of the POSIX shell language (2.10.2, Shell Grammar Rules) that settings files are
 * written in. Courier sources these files, so the shell decides what they mean; whatever this
 * parser accepts means the same to {@code /bin/sh}, and everything else is refused.
 *
 * <pre>
 * file       = *(line LF) [line]
 * line       = *blank [assignment *(1*blank assignment)] *blank ["#" *any]
 * assignment = name "=" *(bare / "'" *any "'" / DQUOTE *(escaped / reference / any) DQUOTE)
 * reference  = "$" name / "${" name "}"
 * </pre>
 */
final class SettingsParser {

  private static final char END = '\0';

  private static final Map<Character, String> OPERATORS =
      Map.of(
          '`', "runs a command",
          '|', "is a pipe",
          '&', "is a shell operator",
          ';', "separates shell commands: put each variable on its own line, or quote it",
          '<', "is a redirection",
          '>', "is a redirection",
          '(', "is a shell operator",
          ')', "is a shell operator");

  private final String fileName;
  private final String text;
  private final List<Assignment> assignments = new ArrayList<>();
  private int at;
  private int line = 1;

  SettingsParser(String fileName, String text) {
    this.fileName = fileName;
    this.text = text;
  }

  /**
   * All assignments in the order of the file.
   *
   * @throws SettingsSyntaxException at the first thing that only a shell could carry out
   */
  List<Assignment> parse() {
    while (at < text.length()) {
      line();
      at++;
      line++;
    }
    return assignments;
  }

  private void line() {
    skipBlanks();
    int inThisLine = assignments.size();
    while (!atLineEnd()) {
      if (peek() == '#') {
        at = lineEnd();
      } else {
        assignment(assignments.size() > inThisLine);
        skipBlanks();
      }
    }
  }

  private void assignment(boolean follows) {
    int start = at;
    while (isNameCharacter(peek())) {
      at++;
    }
    String name = text.substring(start, at);
    if (peek() != '=' || !SettingsFile.isName(name)) {
      throw notAnAssignment(start, follows);
    }
    at++;
    int valueStart = at;
    Word word = word();
    assignments.add(new Assignment(name, word, new Location(fileName, line), valueStart, at));
  }

  private Word word() {
    var builder = new WordBuilder();
    while (!atLineEnd() && !isBlank(peek())) {
      char c = peek();
      switch (c) {
        case '\'' -> singleQuoted(builder);
        case '"' -> doubleQuoted(builder);
        case '$' -> reference(builder);
        case '\\' -> {
          at++;
          builder.append(escaped());
        }
        case '~' -> {
          if (builder.isEmpty() || builder.last() == ':') {
            throw refused("~ would be replaced by a home directory; quote it, or write the path");
          }
          builder.append(take());
        }
        default -> {
          if (OPERATORS.containsKey(c)) {
            throw refused(
                c
                    + " "
                    + OPERATORS.get(c)
                    + "; only NAME=value lines are understood, write the value itself");
          }
          builder.append(take());
        }
      }
    }
    return builder.build();
  }

  private void singleQuoted(WordBuilder builder) {
    at++;
    builder.quote();
    while (peek() != '\'') {
      builder.append(quotedCharacter('\''));
    }
    at++;
  }

  private void doubleQuoted(WordBuilder builder) {
    at++;
    builder.quote();
    while (peek() != '"') {
      switch (peek()) {
        case '$' -> reference(builder);
        case '`' -> throw refused("` runs a command; write the value itself");
        case '\\' -> {
          at++;
          if ("\"$\\`".indexOf(peek()) < 0) {
            builder.append('\\');
          }
          builder.append(escaped());
        }
        default -> builder.append(quotedCharacter('"'));
      }
    }
    at++;
  }

  private char quotedCharacter(char quote) {
    if (atLineEnd()) {
      throw refused(
          "the " + quote + " is not closed on this line; close it, values are one line long");
    }
    return take();
  }

  private char escaped() {
    if (atLineEnd()) {
      throw refused(
          "a \\ at the end of a line does not continue it here; write the value on one line");
    }
    return take();
  }

  private void reference(WordBuilder builder) {
    at++;
    boolean braced = peek() == '{';
    if (braced) {
      at++;
    }
    int start = at;
    while (isNameCharacter(peek())) {
      at++;
    }
    String name = text.substring(start, at);
    if (!braced && name.isEmpty() && peek() == '(') {
      throw refused("$( runs a command; write the value itself");
    }
    if (!SettingsFile.isName(name)) {
      throw refused(
          "$ must be followed by the name of a variable, $NAME or ${NAME}; for a dollar sign write"
              + " \\$");
    }
    if (braced && peek() != '}') {
      throw refused(
          "${" + name + " must be closed with }; nothing else than a name may stand in it");
    }
    if (braced) {
      at++;
    }
    builder.refer(name);
  }

  private SettingsSyntaxException notAnAssignment(int start, boolean follows) {
    int end = start;
    while (end < text.length() && !isBlank(text.charAt(end)) && text.charAt(end) != '\n') {
      end++;
    }
    String found = text.substring(start, end);
    int next = end;
    while (next < text.length() && isBlank(text.charAt(next))) {
      next++;
    }
    if (SettingsFile.isName(found) && next < text.length() && text.charAt(next) == '=') {
      return refused("blank before =; write " + found + "=value");
    }
    if (follows) {
      String name = assignments.getLast().name();
      return refused(
          "%s stands behind the value of %s; quote a value that has blanks, leave none around = (%s=\"...\")"
              .formatted(shown(found), name, name));
    }
    return refused(
        shown(found)
            + " is not NAME=value; shell commands are not carried out here, write the values they"
            + " would set");
  }

  private SettingsSyntaxException refused(String explanation) {
    return new SettingsSyntaxException(new Location(fileName, line), explanation);
  }

  /** Long enough to find the place by, short enough for a log line or a status condition. */
  private static String shown(String found) {
    int most = 40;
    return "'" + (found.length() <= most ? found : found.substring(0, most) + "...") + "'";
  }

  /** The next character of a value, refusing those that no value can hold. */
  private char take() {
    char c = text.charAt(at);
    if (c == '\r') {
      throw refused("carriage return; convert the file to Unix line ends");
    }
    if (c == '\0') {
      throw refused("NUL character; remove it");
    }
    at++;
    return c;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean atLineEnd() {
    return at >= text.length() || text.charAt(at) == '\n';
  }

  private int lineEnd() {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  private void skipBlanks() {
    while (isBlank(peek())) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isNameCharacter(char c) {
    return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  /** Collects a word, joining neighbouring literals. */
  private static final class WordBuilder {
    private final List<Word.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();
    private boolean quoted;

    void append(char c) {
      literal.append(c);
    }

    void refer(String name) {
      flush();
      parts.add(new Word.Reference(name));
    }

    /** Notes an opening quote: what follows it is no longer the word's unquoted beginning. */
    void quote() {
      quoted = true;
    }

    boolean isEmpty() {
      return parts.isEmpty() && literal.isEmpty() && !quoted;
    }

    /** The last character if it is literal, else NUL. */
    char last() {
      return literal.isEmpty() ? END : literal.charAt(literal.length() - 1);
    }

    Word build() {
      flush();
      return new Word(parts);
    }

    private void flush() {
      if (!literal.isEmpty()) {
        parts.add(new Word.Literal(literal.toString()));
        literal.setLength(0);
      }
    }
  }
}

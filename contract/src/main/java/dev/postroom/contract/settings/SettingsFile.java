package dev.postroom.contract.settings;

import dev.postroom.contract.Location;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of an {@code imapd} or {@code imapd-ssl} file together with the assignments in it.
 * Nothing of the text is lost: comments, order and sysconftool's {@code ##NAME:} markers survive a
 * {@linkplain #with change}.
 */
public final class SettingsFile {

  /** Longest text accepted, in characters; Courier's own files have some 20,000. */
  public static final int MAX_CHARACTERS = 1 << 20;

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_./:,+@%=-]+");

  private final String fileName;
  private final String text;
  private final List<Assignment> assignments;

  private SettingsFile(String fileName, String text, List<Assignment> assignments) {
    this.fileName = fileName;
    this.text = text;
    this.assignments = List.copyOf(assignments);
  }

  /**
   * Reads a settings file.
   *
   * @param fileName what messages call the file
   * @throws SettingsSyntaxException when the text is not made of comments and {@code NAME=value}
   *     alone, with the line and what to write instead
   */
  public static SettingsFile parse(String fileName, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new SettingsSyntaxException(
          Location.of(fileName),
          "has %d characters, more than the %d that are read; is this the right file?"
              .formatted(text.length(), MAX_CHARACTERS));
    }
    return new SettingsFile(fileName, text, new SettingsParser(fileName, text).parse());
  }

  /** A file that sets nothing. */
  public static SettingsFile empty(String fileName) {
    return new SettingsFile(fileName, "", List.of());
  }

  /** Whether a shell takes this for the name of a variable. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public String fileName() {
    return fileName;
  }

  /** The text, to the character what was parsed. */
  public String render() {
    return text;
  }

  /** Every assignment in the order of the file. */
  List<Assignment> assignments() {
    return assignments;
  }

  /**
   * A file in which {@code name} ends up with {@code value}, taken literally: its last assignment
   * is changed in place. Where there is none a line is added: at the end of the variable's {@code
   * ##NAME:} section, or behind the comment that shows it ({@code # NAME=…}), or at the end.
   * Everything else stays as it is.
   *
   * @throws IllegalArgumentException when {@code name} is no variable name, or {@code value} holds
   *     a line end or NUL, which no settings file can express
   */
  public SettingsFile with(String name, String value) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' is not the name of a variable; use letters, digits and _");
    }
    String quoted = quote(name, value);
    return parse(
        fileName,
        last(name)
            .map(
                old ->
                    text.substring(0, old.valueStart()) + quoted + text.substring(old.valueEnd()))
            .orElseGet(() -> insert(name + "=" + quoted)));
  }

  private Optional<Assignment> last(String name) {
    return assignments.reversed().stream().filter(a -> a.name().equals(name)).findFirst();
  }

  private String insert(String assignment) {
    String name = assignment.substring(0, assignment.indexOf('='));
    int at = new InsertionPoint(text).of(name);
    String before = text.substring(0, at);
    String separator = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
    return before + separator + assignment + "\n" + text.substring(at);
  }

  private static String quote(String name, String value) {
    if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the value of " + name + " holds a line end or NUL; a value is one line of text");
    }
    if (NEEDS_NO_QUOTES.matcher(value).matches()) {
      return value;
    }
    return '"' + value.replaceAll("[\"$\\\\`]", "\\\\$0") + '"';
  }
}

package dev.postroom.contract;

/**
 * Keeps messages that quote a file's text short enough for a log line and a status condition,
 * whatever the file holds.
 */
public final class Excerpt {

  /** Longest message, in characters. */
  public static final int MAX_CHARACTERS = 500;

  private static final String GAP = " ... ";

  private Excerpt() {}

  /**
   * The text, or its beginning and end when it is too long: what is wrong is said first, and what
   * to do last.
   */
  public static String of(String text) {
    if (text.length() <= MAX_CHARACTERS) {
      return text;
    }
    int half = (MAX_CHARACTERS - GAP.length()) / 2;
    return text.substring(0, half) + GAP + text.substring(text.length() - half);
  }
}

package dev.postroom.imap.message;

/**
 * Puts a preview together (RFC 8970 section 3.3): one line of printable characters, in which blanks
 * and line ends between words are one blank.
 */
final class PreviewText {

  /** The length that section 3.3 recommends, in characters of Unicode. */
  static final int MAX_CHARACTERS = 200;

  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int COMBINING_GRAPHEME_JOINER = 0x034F;

  private final StringBuilder text = new StringBuilder();
  private int characters;
  private boolean blank;

  /** Takes the next character, if there is room for it. */
  void add(int codePoint) {
    if (isBlank(codePoint)) {
      blank = characters > 0;
    } else if (isVisible(codePoint) && !isFull()) {
      if (blank) {
        text.append(' ');
        characters++;
        blank = false;
      }
      if (!isFull()) {
        text.appendCodePoint(codePoint);
        characters++;
      }
    }
  }

  boolean isFull() {
    return characters == MAX_CHARACTERS;
  }

  private static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
  }

  /** Advertisers fill up with what nobody sees; the joiner holds together what everybody does. */
  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT -> c == ZERO_WIDTH_JOINER;
      case Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> c != COMBINING_GRAPHEME_JOINER;
    };
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing();
  }
}

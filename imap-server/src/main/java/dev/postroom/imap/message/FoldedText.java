package dev.postroom.imap.message;

import java.io.IOException;
import java.io.Reader;

/** A text to look for without regard to case. */
final class FoldedText {

  private static final int CHUNK_CHARS = 8192;

  private final String wanted;

  FoldedText(String wanted) {
    this.wanted = fold(wanted);
  }

  boolean occursIn(String text) {
    return fold(text).contains(wanted);
  }

  /** Reads on until the text is found, holding no more than a chunk and the length of the text. */
  boolean occursIn(Reader reader) throws IOException {
    var window = new StringBuilder();
    char[] chunk = new char[CHUNK_CHARS];
    int read;
    while ((read = reader.read(chunk)) >= 0) {
      window.append(fold(new String(chunk, 0, read)));
      if (window.indexOf(wanted) >= 0) {
        return true;
      }
      window.delete(0, Math.max(0, window.length() - wanted.length()));
    }
    return wanted.isEmpty();
  }

  /** Folds each character alone, so that the length stays the same. */
  private static String fold(String text) {
    char[] folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = Character.toLowerCase(Character.toUpperCase(folded[i]));
    }
    return new String(folded);
  }
}

package dev.postroom.imap.search;

/**
 * What is left of a subject without the marks of replies and forwards (RFC 5256 section 2.1).
 *
 * @param text the base subject, empty where nothing is left
 * @param replyOrForward whether such a mark was removed (RFC 5256 section 3, REFERENCES)
 */
record BaseSubject(String text, boolean replyOrForward) {

  /** Of a longer subject the rest is not looked at; each blob may have to be passed repeatedly. */
  static final int MAX_CHARS = 4096;

  private static final String FORWARD_TRAILER = "(fwd)";
  private static final String FORWARD_HEADER = "[fwd:";

  /**
   * Extracts it.
   *
   * @param subject unfolded, its encoded words decoded
   */
  static BaseSubject of(String subject) {
    var extraction =
        new Extraction(
            oneBlankEach(subject.length() > MAX_CHARS ? subject.substring(0, MAX_CHARS) : subject));
    extraction.run();
    return new BaseSubject(extraction.text, extraction.replyOrForward);
  }

  /** Step 1: tabs are blanks, and several blanks are one. */
  private static String oneBlankEach(String subject) {
    var text = new StringBuilder(subject.length());
    boolean afterBlank = false;
    for (int i = 0; i < subject.length(); i++) {
      char c = subject.charAt(i);
      boolean blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
      if (!blank) {
        text.append(c);
      } else if (!afterBlank) {
        text.append(' ');
      }
      afterBlank = blank;
    }
    return text.toString();
  }

  /** Steps 2 to 6. */
  private static final class Extraction {

    private String text;
    private boolean replyOrForward;

    Extraction(String text) {
      this.text = text;
    }

    void run() {
      do {
        removeTrailers();
        while (removeLeader() || removeBlob()) {}
      } while (removeForward());
    }

    /** {@code subj-trailer = "(fwd)" / WSP}. */
    private void removeTrailers() {
      while (true) {
        if (text.endsWith(" ")) {
          text = text.stripTrailing();
        } else if (text.regionMatches(
            true, text.length() - FORWARD_TRAILER.length(), FORWARD_TRAILER, 0, 5)) {
          text = text.substring(0, text.length() - FORWARD_TRAILER.length());
          replyOrForward = true;
        } else {
          return;
        }
      }
    }

    /** {@code subj-leader = (*subj-blob subj-refwd) / WSP}. */
    private boolean removeLeader() {
      if (text.startsWith(" ")) {
        text = text.substring(1);
        return true;
      }
      int at = 0;
      int blob;
      while ((blob = blob(at)) > at) {
        at = blob;
      }
      int end = replyMark(at);
      if (end < 0) {
        return false;
      }
      text = text.substring(end);
      replyOrForward = true;
      return true;
    }

    /** {@code subj-blob}, unless nothing would be left. */
    private boolean removeBlob() {
      int end = blob(0);
      if (end == 0 || text.substring(end).isBlank()) {
        return false;
      }
      text = text.substring(end);
      return true;
    }

    /** {@code subj-fwd = "[fwd:" subject "]"}. */
    private boolean removeForward() {
      if (!text.regionMatches(true, 0, FORWARD_HEADER, 0, FORWARD_HEADER.length())
          || !text.endsWith("]")) {
        return false;
      }
      text = text.substring(FORWARD_HEADER.length(), text.length() - 1);
      replyOrForward = true;
      return true;
    }

    /** Behind {@code subj-refwd = ("re" / ("fw" ["d"])) *WSP [subj-blob] ":"}, or -1. */
    private int replyMark(int start) {
      int at;
      if (text.regionMatches(true, start, "re", 0, 2)) {
        at = start + 2;
      } else if (text.regionMatches(true, start, "fwd", 0, 3)) {
        at = start + 3;
      } else if (text.regionMatches(true, start, "fw", 0, 2)) {
        at = start + 2;
      } else {
        return -1;
      }
      at = blob(behindBlanks(at));
      return at < text.length() && text.charAt(at) == ':' ? at + 1 : -1;
    }

    /** Behind {@code subj-blob = "[" *BLOBCHAR "]" *WSP}, or {@code start} where there is none. */
    private int blob(int start) {
      if (start >= text.length() || text.charAt(start) != '[') {
        return start;
      }
      int at = start + 1;
      while (at < text.length() && text.charAt(at) != '[' && text.charAt(at) != ']') {
        at++;
      }
      return at < text.length() && text.charAt(at) == ']' ? behindBlanks(at + 1) : start;
    }

    private int behindBlanks(int start) {
      int at = start;
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      return at;
    }
  }
}

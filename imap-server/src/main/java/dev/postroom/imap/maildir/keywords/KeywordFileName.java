package dev.postroom.imap.maildir.keywords;

/**
 * The name of a file in {@code courierimapkeywords} (maildirkeywords.C, README.imapkeywords).
 *
 * <pre>
 * list    = ":list"
 * change  = base                   ; of a message: nobody merged it into the list yet
 * merged  = "." number "." base    ; was merged into the list; the largest number is right
 * other   = "." anything           ; such as ".tmp." of a file that is being written
 * </pre>
 */
sealed interface KeywordFileName {

  /** The keywords of all messages. */
  String LIST = ":list";

  /** What the names of files begin with while they are written. */
  String TMP = ".tmp.";

  /** Numbers with more digits than this are no numbers. */
  int MAX_DIGITS = 18;

  /** The list. */
  record List() implements KeywordFileName {
    @Override
    public String toString() {
      return LIST;
    }
  }

  /** A change of one message. */
  record Change(String base) implements KeywordFileName {
    @Override
    public String toString() {
      return base;
    }
  }

  /** A change that somebody merged into the list. */
  record Merged(long number, String base) implements KeywordFileName {
    @Override
    public String toString() {
      return "." + number + "." + base;
    }
  }

  /** A file that tells nothing. */
  record Other(String name) implements KeywordFileName {
    @Override
    public String toString() {
      return name;
    }
  }

  static KeywordFileName parse(String name) {
    if (name.equals(LIST)) {
      return new List();
    }
    if (!name.startsWith(".")) {
      return new Change(name);
    }
    int dot = name.indexOf('.', 1);
    if (dot < 2 || dot > 1 + MAX_DIGITS || dot == name.length() - 1) {
      return new Other(name);
    }
    String digits = name.substring(1, dot);
    boolean isNumber = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    // A number with leading zeros would get another name when it is written again.
    return isNumber && (digits.length() == 1 || digits.charAt(0) != '0')
        ? new Merged(Long.parseLong(digits), name.substring(dot + 1))
        : new Other(name);
  }
}

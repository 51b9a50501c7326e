package dev.postroom.imap.maildir.keywords;

import java.util.SortedSet;

/** The files of courierimapkeywords give names that are atoms, the same when written and read. */
public final class KeywordsFuzz {

  private KeywordsFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    KeywordList list = KeywordList.parse(input);
    list.keywords().values().forEach(KeywordsFuzz::requireAtoms);
    if (!KeywordList.parse(list.render()).equals(list)) {
      throw new AssertionError("written and read it is another: " + list);
    }
    SortedSet<String> keywords = KeywordFile.parse(input);
    requireAtoms(keywords);
    if (!KeywordFile.parse(KeywordFile.render(keywords)).equals(keywords)) {
      throw new AssertionError("written and read they are others: " + keywords);
    }
  }

  private static void requireAtoms(SortedSet<String> keywords) {
    for (String keyword : keywords) {
      boolean atom =
          keyword.chars().allMatch(c -> c > 0x20 && c < 0x7f && "(){%*\"\\]".indexOf(c) < 0);
      if (keyword.isEmpty() || !atom) {
        throw new AssertionError("no atom: " + keyword);
      }
    }
  }
}

package dev.postroom.imap.maildir.keywords;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The file {@code courierimapkeywords/:list} of a folder (maildirkeywords.C).
 *
 * <pre>
 * file  = *(keyword LF) LF *entry
 * entry = base ":" *(index SP) LF     ; of a message that has keywords; the first keyword is 0
 * </pre>
 *
 * An entry without a base is skipped, and so is an index that no keyword has.
 *
 * @param keywords of each message that has any, by the base of its file name
 */
record KeywordList(Map<String, SortedSet<String>> keywords) {

  static final KeywordList EMPTY = new KeywordList(Map.of());

  KeywordList {
    keywords = Collections.unmodifiableMap(keywords);
  }

  static KeywordList parse(byte[] file) {
    List<String> lines = new String(file, StandardCharsets.UTF_8).lines().toList();
    int end = lines.indexOf("");
    if (end < 0) {
      return EMPTY;
    }
    List<String> names = lines.subList(0, end).stream().map(KeywordFile::keyword).toList();
    var keywords = new LinkedHashMap<String, SortedSet<String>>();
    // Many messages have the same keywords; each set is kept once.
    var sets = new HashMap<String, SortedSet<String>>();
    for (String line : lines.subList(end + 1, lines.size())) {
      int colon = line.lastIndexOf(':');
      if (colon > 0) {
        SortedSet<String> set =
            sets.computeIfAbsent(line.substring(colon + 1), text -> indexed(text, names));
        if (!set.isEmpty()) {
          keywords.put(line.substring(0, colon), set);
        }
      }
    }
    return new KeywordList(keywords);
  }

  /** The file's content: keywords by name, messages in the order of the map. */
  byte[] render() {
    var indices = new TreeMap<String, Integer>(String.CASE_INSENSITIVE_ORDER);
    keywords.values().forEach(set -> set.forEach(name -> indices.putIfAbsent(name, 0)));
    var text = new StringBuilder();
    int next = 0;
    for (var index : indices.entrySet()) {
      index.setValue(next++);
      text.append(index.getKey()).append('\n');
    }
    text.append('\n');
    keywords.forEach(
        (base, set) -> {
          var numbers = new ArrayList<String>(set.size());
          set.forEach(name -> numbers.add(indices.get(name).toString()));
          text.append(base).append(':').append(String.join(" ", numbers)).append('\n');
        });
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static SortedSet<String> indexed(String text, List<String> names) {
    var set = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    for (String number : text.strip().split(" +")) {
      try {
        set.add(names.get(Integer.parseInt(number)));
      } catch (NumberFormatException | IndexOutOfBoundsException noKeyword) {
        continue;
      }
    }
    return Collections.unmodifiableSortedSet(set);
  }
}

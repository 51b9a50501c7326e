package dev.postroom.imap.courier;

import dev.postroom.imap.courier.Token.Atom;
import dev.postroom.imap.courier.Token.Sequence;
import dev.postroom.imap.courier.Token.Text;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What FETCH told of a message.
 *
 * @param flags and keywords in lower case, without {@code \Recent}, which differs by session
 * @param text the section that was asked for; empty where none was
 */
record Fetched(SortedSet<String> flags, String text) {

  private static final Atom FETCH = new Atom("FETCH");
  private static final String RECENT = "\\recent";

  /** What an answer tells of each message, by UID; only FETCH responses with a UID count. */
  static SortedMap<Long, Fetched> of(List<Response> answer) {
    SortedMap<Long, Fetched> messages = new TreeMap<>();
    for (Response response : answer) {
      if (response instanceof Response.Data(List<Token> tokens)
          && tokens.size() > 2
          && tokens.get(1).equals(FETCH)) {
        add(((Sequence) tokens.get(2)).tokens(), messages);
      }
    }
    return messages;
  }

  private static void add(List<Token> items, SortedMap<Long, Fetched> messages) {
    long uid = 0;
    SortedSet<String> flags = new TreeSet<>();
    String text = "";
    for (int i = 0; i < items.size(); i += 2) {
      String name = ((Atom) items.get(i)).text();
      Token value = items.get(i + 1);
      if (name.equals("UID")) {
        uid = Long.parseLong(((Atom) value).text());
      } else if (name.equals("FLAGS")) {
        flags = flags((Sequence) value);
      } else if (value instanceof Text(String octets)) {
        text = octets;
      }
    }
    if (uid > 0) {
      messages.put(uid, new Fetched(flags, text));
    }
  }

  private static SortedSet<String> flags(Sequence list) {
    return list.tokens().stream()
        .map(flag -> ((Atom) flag).text().toLowerCase(Locale.ROOT))
        .filter(flag -> !flag.equals(RECENT))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

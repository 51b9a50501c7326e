package dev.postroom.imap.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads Message-IDs (RFC 5322 section 3.6.4): {@code msg-id = "<" id-left "@" id-right ">"}. What
 * stands between them is passed over. Quoting that means nothing is undone, so that IDs written
 * differently are the same (RFC 5256 section 3, REFERENCES).
 */
final class MessageIds {

  /** Of more references than these only the last count, for those are the nearest. */
  static final int MAX_IDS = 500;

  /** What is longer is no Message-ID (RFC 5322 section 2.1.1 allows no longer line). */
  static final int MAX_CHARS = 998;

  private final String text;
  private int at;

  private MessageIds(String text) {
    this.text = text;
  }

  static Optional<String> first(String fieldBody) {
    return new MessageIds(fieldBody).next();
  }

  static List<String> all(String fieldBody) {
    var ids = new MessageIds(fieldBody);
    var found = new ArrayList<String>();
    for (Optional<String> id = ids.next(); id.isPresent(); id = ids.next()) {
      found.add(id.get());
    }
    return List.copyOf(found.subList(Math.max(0, found.size() - MAX_IDS), found.size()));
  }

  private Optional<String> next() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '<') {
        Optional<String> id = msgId();
        if (id.isPresent()) {
          return id;
        }
      } else {
        at++;
      }
    }
    return Optional.empty();
  }

  /** Reads what an angle bracket begins; empty, and behind the bracket at least, if it is no ID. */
  private Optional<String> msgId() {
    int begin = ++at;
    var id = new StringBuilder();
    boolean quoted = false;
    boolean hasAt = false;
    while (at < text.length() && at - begin <= MAX_CHARS) {
      char c = text.charAt(at);
      if (quoted && c == '\\' && at + 1 < text.length()) {
        id.append(text.charAt(at + 1));
        at += 2;
        continue;
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '<') {
        return Optional.empty();
      } else if (!quoted && c == '>') {
        at++;
        return hasAt ? Optional.of(id.toString()) : Optional.empty();
      } else if (quoted || (c != ' ' && c != '\t')) {
        hasAt |= !quoted && c == '@';
        id.append(c);
      }
      at++;
    }
    at = begin;
    return Optional.empty();
  }
}

package dev.postroom.imap.maildir.view;

import dev.postroom.imap.mailbox.Flags;
import dev.postroom.imap.maildir.files.MaildirFileName;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a message is marked with.
 *
 * @param info the letters in its file's name, with what precedes them
 * @param flags what they mean, and its keywords
 */
public record Marks(String info, Flags flags) {

  /** Few marks occur in many messages; each is kept once, as long as there are not too many. */
  public static final class Pool {

    /** So many different marks are shared at most. */
    private static final int MAX_SHARED = 4096;

    /** Most messages have no keywords. */
    private final Map<String, Marks> withoutKeywords = new HashMap<>();

    private final Map<Key, Marks> withKeywords = new HashMap<>();

    private record Key(String info, Set<String> keywords) {}

    public Marks of(String info, Set<String> keywords) {
      if (withoutKeywords.size() + withKeywords.size() >= MAX_SHARED) {
        withoutKeywords.clear();
        withKeywords.clear();
      }
      return keywords.isEmpty()
          ? withoutKeywords.computeIfAbsent(info, _ -> marks(info, Set.of()))
          : withKeywords.computeIfAbsent(new Key(info, keywords), _ -> marks(info, keywords));
    }

    private static Marks marks(String info, Set<String> keywords) {
      return new Marks(info, new Flags(MaildirFileName.flags(info), keywords));
    }
  }
}

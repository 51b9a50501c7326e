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

    private final Map<Key, Marks> shared = new HashMap<>();

    private record Key(String info, Set<String> keywords) {}

    public Marks of(String info, Set<String> keywords) {
      if (shared.size() >= MAX_SHARED) {
        shared.clear();
      }
      return shared.computeIfAbsent(
          new Key(info, keywords),
          key -> new Marks(info, new Flags(MaildirFileName.flags(info), keywords)));
    }
  }
}

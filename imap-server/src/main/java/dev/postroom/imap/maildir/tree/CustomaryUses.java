package dev.postroom.imap.maildir.tree;

import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SpecialUse;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Guesses by their names what mailboxes are for that nobody said it of, so that clients find the
 * Sent of a Maildir that has been there for years. What somebody said goes before.
 */
public final class CustomaryUses {

  private final Map<SpecialUse, List<String>> customary = new EnumMap<>(SpecialUse.class);

  /**
   * @param trashFolder the name below INBOX of what the site uses as Trash (IMAP_TRASHFOLDERNAME)
   */
  public CustomaryUses(String trashFolder) {
    customary.put(SpecialUse.ARCHIVE, List.of("Archive", "Archives"));
    customary.put(SpecialUse.DRAFTS, List.of("Drafts"));
    customary.put(SpecialUse.JUNK, List.of("Junk", "Spam"));
    customary.put(SpecialUse.SENT, List.of("Sent", "Sent Items", "Sent Messages"));
    customary.put(SpecialUse.TRASH, List.of(trashFolder));
  }

  /**
   * The uses of all mailboxes that have any. A use that somebody gave to a mailbox that exists is
   * not guessed, nor are uses of a mailbox that was given one.
   *
   * @param given what was said
   */
  public Map<MailboxName, Set<SpecialUse>> of(
      Set<MailboxName> existing, Map<MailboxName, Set<SpecialUse>> given) {
    var uses = new HashMap<>(given);
    uses.keySet().retainAll(existing);
    Map<String, MailboxName> unsaid = new HashMap<>();
    for (MailboxName name : existing) {
      if (!uses.containsKey(name)) {
        unsaid.put(lowerCase(name.value()), name);
      }
    }
    for (Map.Entry<SpecialUse, List<String>> use : customary.entrySet()) {
      if (uses.values().stream().noneMatch(said -> said.contains(use.getKey()))) {
        use.getValue().stream()
            .map(name -> unsaid.get(lowerCase(MailboxName.INBOX + "." + name)))
            .flatMap(found -> Optional.ofNullable(found).stream())
            .findFirst()
            .ifPresent(found -> uses.put(found, Set.of(use.getKey())));
      }
    }
    return uses;
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

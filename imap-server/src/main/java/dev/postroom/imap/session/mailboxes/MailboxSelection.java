package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.Command.ListSelection;
import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which names LIST answers for (RFC 5258 section 3). Time grows with the number of names, times
 * that of the patterns.
 */
final class MailboxSelection {

  private final List<ListPattern> patterns;
  private final Set<MailboxName> subscribed;
  private final boolean onlySubscribed;
  private final boolean onlySpecialUse;
  private final boolean recursive;

  /**
   * @param patterns of which a name has to match one
   * @param subscribed all subscribed names
   */
  MailboxSelection(
      Command.ListMailboxes command, List<ListPattern> patterns, Set<MailboxName> subscribed) {
    this.patterns = patterns;
    this.subscribed = subscribed;
    this.onlySubscribed = command.selection().contains(ListSelection.SUBSCRIBED);
    this.onlySpecialUse = command.selection().contains(ListSelection.SPECIAL_USE);
    this.recursive = command.selection().contains(ListSelection.RECURSIVEMATCH);
  }

  /**
   * A name to be told.
   *
   * @param mailbox what is known of it; empty for a name that nothing has
   * @param meets whether it meets the selection options itself
   * @param subscribed whether somebody has subscribed to it
   * @param childInfo whether a name below it meets the selection options (RFC 5258 section 4)
   */
  record Selected(
      MailboxName name,
      Optional<ListedMailbox> mailbox,
      boolean meets,
      boolean subscribed,
      boolean childInfo) {

    /**
     * Whether STATUS and MYRIGHTS are told of it: not where it is told only for what is below it
     * (RFC 5819 section 3, RFC 8440 section 4).
     */
    boolean hasMore() {
      return meets && mailbox.isPresent() && mailbox.get().selectable();
    }
  }

  /**
   * The names in alphabetical order.
   *
   * @param listed all mailboxes, with the names above them
   */
  List<Selected> of(Collection<ListedMailbox> listed) {
    Map<MailboxName, Optional<ListedMailbox>> names = names(listed);
    Set<MailboxName> aboveOne = new HashSet<>();
    Set<MailboxName> aboveOneUntold = new HashSet<>();
    if (recursive) {
      names.forEach(
          (name, mailbox) -> {
            if (meets(name, mailbox)) {
              aboveOne.addAll(name.parents());
              if (!matches(name)) {
                aboveOneUntold.addAll(name.parents());
              }
            }
          });
    }
    var selected = new ArrayList<Selected>();
    names.forEach(
        (name, mailbox) -> {
          // A name that does not meet the options stands for those below it that are not told.
          boolean meets = meets(name, mailbox);
          if (matches(name) && (meets || aboveOneUntold.contains(name))) {
            selected.add(
                new Selected(
                    name, mailbox, meets, subscribed.contains(name), aboveOne.contains(name)));
          }
        });
    return selected;
  }

  private Map<MailboxName, Optional<ListedMailbox>> names(Collection<ListedMailbox> listed) {
    var names = new TreeMap<MailboxName, Optional<ListedMailbox>>();
    listed.forEach(mailbox -> names.put(mailbox.name(), Optional.of(mailbox)));
    if (onlySubscribed) {
      for (MailboxName name : subscribed) {
        names.putIfAbsent(name, Optional.empty());
        if (recursive) {
          name.parents().forEach(parent -> names.putIfAbsent(parent, Optional.empty()));
        }
      }
    }
    return names;
  }

  private boolean matches(MailboxName name) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(name));
  }

  private boolean meets(MailboxName name, Optional<ListedMailbox> mailbox) {
    boolean hasUse = mailbox.isPresent() && !mailbox.get().specialUses().isEmpty();
    return (!onlySubscribed || subscribed.contains(name)) && (!onlySpecialUse || hasUse);
  }
}

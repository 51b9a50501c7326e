package dev.postroom.imap.session;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** LIST and LSUB (RFC 3501 sections 6.3.8 and 6.3.9, with CHILDREN of RFC 3348). */
final class ListExecution {

  private static final String NOT_SELECTABLE = "\\Noselect";

  private final MailStore store;
  private final ResponseEncoder out;

  ListExecution(MailStore store, ResponseEncoder out) {
    this.store = store;
    this.out = out;
  }

  Outcome.Answer run(Command.ListMailboxes command) throws IOException, MailboxException {
    String name = command.subscribed() ? "LSUB" : "LIST";
    if (command.pattern().isEmpty() && !command.subscribed()) {
      hierarchyDelimiter(command.reference());
      return Outcome.Answer.ok("LIST completed");
    }
    ListPattern pattern;
    try {
      pattern = new ListPattern(command.reference(), command.pattern());
    } catch (IllegalArgumentException tooDear) {
      return Outcome.Answer.no("[LIMIT] " + tooDear.getMessage());
    }
    Map<MailboxName, String> found = command.subscribed() ? subscribed(pattern) : listed(pattern);
    for (Map.Entry<MailboxName, String> mailbox : found.entrySet()) {
      out.raw("* ").raw(name).raw(" (").raw(mailbox.getValue()).raw(") \".\" ");
      out.mailbox(mailbox.getKey().value()).crlf();
    }
    return Outcome.Answer.ok(name + " completed");
  }

  /** LIST with an empty name asks only for the delimiter and the reference's root. */
  private void hierarchyDelimiter(String reference) throws IOException {
    int end = reference.indexOf(MailboxName.SEPARATOR);
    String root = end < 0 ? "" : reference.substring(0, end + 1);
    out.raw("* LIST (\\Noselect) \".\" ").mailbox(root).crlf();
  }

  private Map<MailboxName, String> listed(ListPattern pattern) throws MailboxException {
    var found = new TreeMap<MailboxName, String>();
    for (ListedMailbox mailbox : store.list()) {
      if (pattern.matches(mailbox.name())) {
        found.put(mailbox.name(), attributes(mailbox));
      }
    }
    return found;
  }

  /**
   * Subscribed names, with the attributes of those that exist. A pattern that ends in {@code %}
   * also yields parents of subscribed names, as names that cannot be selected.
   */
  private Map<MailboxName, String> subscribed(ListPattern pattern) throws MailboxException {
    var existing = new HashMap<MailboxName, ListedMailbox>();
    store.list().forEach(mailbox -> existing.put(mailbox.name(), mailbox));
    var found = new TreeMap<MailboxName, String>();
    for (MailboxName name : store.subscriptions()) {
      if (pattern.matches(name)) {
        found.put(name, existing.containsKey(name) ? attributes(existing.get(name)) : "");
      } else if (pattern.endsWithinLevel()) {
        parents(name).stream()
            .filter(pattern::matches)
            .forEach(parent -> found.putIfAbsent(parent, NOT_SELECTABLE));
      }
    }
    return found;
  }

  private static ArrayList<MailboxName> parents(MailboxName name) {
    var parents = new ArrayList<MailboxName>();
    String value = name.value();
    for (int end = value.indexOf(MailboxName.SEPARATOR);
        end > 0;
        end = value.indexOf(MailboxName.SEPARATOR, end + 1)) {
      parents.add(new MailboxName(value.substring(0, end)));
    }
    return parents;
  }

  private static String attributes(ListedMailbox mailbox) {
    var attributes = new ArrayList<String>();
    if (!mailbox.selectable()) {
      attributes.add(NOT_SELECTABLE);
    }
    mailbox.marked().map(marked -> marked ? "\\Marked" : "\\Unmarked").ifPresent(attributes::add);
    attributes.add(mailbox.hasChildren() ? "\\HasChildren" : "\\HasNoChildren");
    return String.join(" ", attributes);
  }
}

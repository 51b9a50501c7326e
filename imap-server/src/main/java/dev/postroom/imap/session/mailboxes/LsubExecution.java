package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.state.SessionState;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** LSUB (RFC 3501 section 6.3.9). */
final class LsubExecution {

  private final SessionScope session;
  private final SessionState.LoggedIn user;

  LsubExecution(SessionScope session, SessionState.LoggedIn user) {
    this.session = session;
    this.user = user;
  }

  Outcome.Answer run(Command.ListSubscribed command) throws IOException, MailboxException {
    ListPattern pattern;
    try {
      pattern = new ListPattern(command.reference(), command.pattern());
    } catch (IllegalArgumentException tooDear) {
      return Outcome.Answer.no("[LIMIT] " + tooDear.getMessage());
    }
    ResponseEncoder out = session.out();
    for (Map.Entry<MailboxName, List<String>> name : subscribed(pattern).entrySet()) {
      out.raw("* LSUB (").raw(String.join(" ", name.getValue())).raw(") \".\" ");
      out.mailbox(name.getKey().value()).crlf();
    }
    return Outcome.Answer.ok("LSUB completed");
  }

  /**
   * Subscribed names, with the attributes of those that exist. A pattern that ends in {@code %}
   * also yields parents of subscribed names, as names that cannot be selected.
   */
  private Map<MailboxName, List<String>> subscribed(ListPattern pattern) throws MailboxException {
    var existing = new HashMap<MailboxName, ListedMailbox>();
    new MailboxListing(session, user.store())
        .of(List.of(pattern), false)
        .forEach(mailbox -> existing.put(mailbox.name(), mailbox));
    var found = new TreeMap<MailboxName, List<String>>();
    for (MailboxName name : user.store().subscriptions()) {
      if (pattern.matches(name)) {
        found.put(name, attributes(existing.get(name)));
      } else if (pattern.endsWithinLevel()) {
        name.parents().stream()
            .filter(pattern::matches)
            .forEach(parent -> found.putIfAbsent(parent, attributesOfParent()));
      }
    }
    return found;
  }

  private List<String> attributes(ListedMailbox mailbox) {
    var attributes = new ArrayList<String>();
    if (mailbox != null) {
      ListAttributes.selectability(mailbox, "\\Noselect", attributes);
    }
    ListAttributes.children(mailbox != null && mailbox.hasChildren(), obsoleteClient(), attributes);
    return attributes;
  }

  private List<String> attributesOfParent() {
    var attributes = new ArrayList<>(List.of("\\Noselect"));
    ListAttributes.children(true, obsoleteClient(), attributes);
    return attributes;
  }

  private boolean obsoleteClient() {
    return session.settings().list().obsoleteClient();
  }
}

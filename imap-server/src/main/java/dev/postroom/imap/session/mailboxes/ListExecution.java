package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.Command.ListReturn;
import dev.postroom.imap.command.Command.ListSelection;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailStore.MailboxStatus;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.SpecialUse;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.Refusals;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.state.SessionState;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * LIST (RFC 3501 section 6.3.8, RFC 5258), with STATUS (RFC 5819), MYRIGHTS (RFC 8440) and
 * SPECIAL-USE (RFC 6154). The tree is read once; what STATUS tells is found out mailbox by mailbox
 * as the answers go out.
 */
final class ListExecution {

  private final SessionScope session;
  private final SessionState.LoggedIn user;
  private final MailStore store;
  private final ResponseEncoder out;
  private final Command.ListMailboxes command;
  private final boolean tellsSubscribed;
  private final boolean tellsUses;

  ListExecution(SessionScope session, SessionState.LoggedIn user, Command.ListMailboxes command) {
    this.session = session;
    this.user = user;
    this.store = user.store();
    this.out = session.out();
    this.command = command;
    // What is selected by is told as well (RFC 5258 section 3.1, RFC 6154 section 5.2).
    this.tellsSubscribed =
        command.returned().contains(ListReturn.SUBSCRIBED)
            || command.selection().contains(ListSelection.SUBSCRIBED);
    this.tellsUses =
        command.returned().contains(ListReturn.SPECIAL_USE)
            || command.selection().contains(ListSelection.SPECIAL_USE);
  }

  Outcome.Answer run() throws IOException, MailboxException {
    if (!command.extended() && command.patterns().getFirst().isEmpty()) {
      hierarchyDelimiter();
      return Outcome.Answer.ok("LIST completed");
    }
    var patterns = new ArrayList<ListPattern>();
    try {
      for (String pattern : command.patterns()) {
        patterns.add(new ListPattern(command.reference(), pattern));
      }
    } catch (IllegalArgumentException tooDear) {
      return Outcome.Answer.no("[LIMIT] " + tooDear.getMessage());
    }
    Set<MailboxName> subscribed = tellsSubscribed ? store.subscriptions() : Set.of();
    var status = new StatusEncoder(session, user, command.status());
    for (MailboxSelection.Selected selected :
        new MailboxSelection(command, patterns, subscribed)
            .of(
                new MailboxListing(session, store)
                    .of(patterns, command.selection().contains(ListSelection.RECURSIVEMATCH)))) {
      if (!command.status().isEmpty() && selected.hasMore()) {
        tellWithStatus(status, selected);
      } else {
        tell(selected, List.of());
      }
      if (command.returned().contains(ListReturn.MYRIGHTS) && selected.hasMore()) {
        tellRights(selected.name());
      }
    }
    return Outcome.Answer.ok("LIST completed");
  }

  /** What SELECT tells of the mailbox that it selects (RFC 9051 section 6.3.2). */
  void tellOf(MailboxName name) throws IOException, MailboxException {
    for (ListedMailbox mailbox : new MailboxListing(session, store).around(name)) {
      if (mailbox.name().equals(name)) {
        var selected =
            new MailboxSelection.Selected(name, Optional.of(mailbox), true, false, false);
        tell(selected, List.of());
      }
    }
  }

  /** LIST with an empty name asks only for the delimiter and the reference's root. */
  private void hierarchyDelimiter() throws IOException {
    int end = command.reference().indexOf(MailboxName.SEPARATOR);
    String root = end < 0 ? "" : command.reference().substring(0, end + 1);
    out.raw("* LIST (\\Noselect) \".\" ").mailbox(root).crlf();
  }

  /**
   * @param also attributes that it has besides
   */
  private void tell(MailboxSelection.Selected selected, List<String> also) throws IOException {
    List<String> attributes = attributes(selected);
    attributes.addAll(also);
    out.raw("* LIST (").raw(String.join(" ", attributes)).raw(") \".\" ");
    out.mailbox(selected.name().value());
    if (selected.childInfo()) {
      out.raw(" (\"CHILDINFO\" (").raw(childInfo()).raw("))");
    }
    out.crlf();
  }

  private List<String> attributes(MailboxSelection.Selected selected) {
    var attributes = new ArrayList<String>();
    boolean hasChildren = false;
    if (selected.mailbox().isPresent()) {
      String whenNot = command.extended() ? "\\NonExistent" : "\\Noselect";
      ListAttributes.selectability(selected.mailbox().get(), whenNot, attributes);
      hasChildren = selected.mailbox().get().hasChildren();
    } else {
      attributes.add("\\NonExistent");
    }
    if (tellsSubscribed && selected.subscribed()) {
      attributes.add("\\Subscribed");
    }
    boolean obsoleteClient = session.settings().list().obsoleteClient();
    // An extended LIST comes from a client that knows CHILDREN, whatever the site thinks.
    ListAttributes.children(hasChildren, obsoleteClient && !command.extended(), attributes);
    if (tellsUses) {
      selected.mailbox().stream()
          .flatMap(mailbox -> mailbox.specialUses().stream())
          .map(SpecialUse::attribute)
          .sorted()
          .forEach(attributes::add);
    }
    return attributes;
  }

  private String childInfo() {
    return command.selection().contains(ListSelection.SUBSCRIBED)
        ? "\"SUBSCRIBED\""
        : "\"SPECIAL-USE\"";
  }

  /** Rights that cannot be looked up are left out (RFC 8440 section 3). */
  private void tellRights(MailboxName name) throws IOException {
    try {
      new AclCommands(store.accessControl(), out).tellRights(name);
    } catch (MailboxException untold) {
      Refusals.answer(untold);
    }
  }

  /**
   * A mailbox of which STATUS cannot tell is told without it, and as one that cannot be selected
   * (RFC 5819 section 2); so that is found out first.
   */
  private void tellWithStatus(StatusEncoder encoder, MailboxSelection.Selected selected)
      throws IOException {
    MailboxStatus status;
    try {
      status = encoder.read(selected.name());
    } catch (MailboxException untold) {
      Refusals.answer(untold);
      tell(selected, List.of("\\Noselect"));
      return;
    }
    tell(selected, List.of());
    encoder.write(selected.name(), status);
  }
}

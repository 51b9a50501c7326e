package dev.postroom.imap.session.mailboxes;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.command.Extension;
import dev.postroom.imap.mailbox.MailStore;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.session.Capability;
import dev.postroom.imap.session.input.CommandReader;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.state.SessionState;
import dev.postroom.imap.session.view.MailboxView;
import dev.postroom.imap.session.view.Resynchronization;
import dev.postroom.imap.wire.ModifiedUtf7;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.List;

/** The commands that are possible once somebody has logged in (RFC 3501 section 6.3). */
public final class MailStoreCommands {

  private final SessionScope session;
  private final SessionState.LoggedIn user;
  private final MailStore store;
  private final ResponseEncoder out;

  public MailStoreCommands(SessionScope session, SessionState.LoggedIn user) {
    this.session = session;
    this.user = user;
    this.store = user.store();
    this.out = session.out();
  }

  /** Runs a command, and reads what more it takes of the client. */
  public Outcome run(Command.Authenticated command, CommandReader reader)
      throws IOException, MailboxException, CommandRefusedException {
    return switch (command) {
      case Command.Enable enable -> enable(enable);
      case Command.Select select -> select(select);
      case Command.Create create -> create(create);
      case Command.Delete delete -> delete(delete.mailbox());
      case Command.Rename rename -> rename(rename);
      case Command.Subscribe subscribe -> subscribe(subscribe.mailbox());
      case Command.Unsubscribe unsubscribe -> unsubscribe(unsubscribe.mailbox());
      case Command.ListMailboxes list -> new ListExecution(session, user, list).run();
      case Command.ListSubscribed list -> new LsubExecution(session, user).run(list);
      case Command.Namespace _ -> namespace();
      case Command.Status status -> status(status);
      case Command.Append append -> append(append, reader);
      case Command.AclCommand acl -> new AclCommands(store.accessControl(), out).run(acl);
      case Command.QuotaCommand quota -> new QuotaCommands(store, out).run(quota);
      case Command.Idle _ -> {
        session.refresh();
        yield new Outcome.Idling();
      }
    };
  }

  /**
   * ENABLE (RFC 5161). What is not announced is passed over. A client that has selected a mailbox
   * already is too late by the letter, yet Courier lets it, and it does no harm.
   */
  private Outcome.Answer enable(Command.Enable command) throws IOException {
    List<Extension> available =
        command.extensions().stream()
            .filter(extension -> Capability.isAvailable(extension.capability()))
            .toList();
    out.raw("* ENABLED");
    for (Extension extension : available) {
      out.sp().raw(extension.capability());
    }
    out.crlf();
    for (Extension extension : available) {
      session.enable(extension);
    }
    return Outcome.Answer.ok("Options enabled");
  }

  /** SELECT and EXAMINE; a failed one leaves nothing selected (section 6.3.1). */
  private Outcome.Answer select(Command.Select command) throws IOException, MailboxException {
    leaveForAnother();
    if (command.parameters().condstore()) {
      session.enable(Extension.CONDSTORE);
    }
    var view =
        new MailboxView(out, session::enabled, store.select(command.mailbox(), command.readOnly()));
    session.enter(new SessionState.Selected(user.account(), store, view));
    view.introduce();
    if (session.enabled().has(Extension.IMAP4REV2)) {
      new ListExecution(session, user, Command.ListMailboxes.EVERYTHING).tellOf(command.mailbox());
    }
    if (command.parameters().resync().isPresent()) {
      new Resynchronization(out, view).run(command.parameters().resync().get());
    }
    return Outcome.Answer.ok(view.mailbox().readOnly() ? "[READ-ONLY] Ok" : "[READ-WRITE] Ok");
  }

  /**
   * Says where the responses about the mailbox before end (RFC 7162 section 3.2.11: whatever the
   * client has enabled; RFC 9051 section 7.1).
   */
  private void leaveForAnother() throws IOException {
    if (session.state() instanceof SessionState.Selected) {
      out.raw("* OK [CLOSED] The mailbox before is closed.").crlf();
    }
    session.leaveMailbox();
  }

  private Outcome.Answer append(Command.Append command, CommandReader reader)
      throws IOException, MailboxException, CommandRefusedException {
    long limit = session.settings().appendLimit();
    Outcome.Answer answer =
        new AppendExecution(store, limit, session.enabled().has(Extension.UTF8_ACCEPT))
            .run(command, reader);
    if (session.state() instanceof SessionState.Selected selected
        && selected.view().mailbox().name().equals(command.mailbox())) {
      selected.view().refresh();
    }
    return answer;
  }

  /** The id of the new mailbox is told with OK (RFC 8474 section 4.1). */
  private Outcome.Answer create(Command.Create create) throws MailboxException {
    MailboxName name = create.mailbox();
    String mailboxId = store.create(name, create.uses());
    String told = session.enabled().utf8() ? name.value() : ModifiedUtf7.encode(name.value());
    return Outcome.Answer.ok("[MAILBOXID (%s)] \"%s\" created.".formatted(mailboxId, told));
  }

  private Outcome.Answer delete(MailboxName name) throws MailboxException {
    store.delete(name);
    return Outcome.Answer.ok("Folder deleted.");
  }

  /** INBOX keeps its name when its messages go (RFC 9051 section 6.3.6). */
  private Outcome.Answer rename(Command.Rename rename) throws IOException, MailboxException {
    store.rename(rename.from(), rename.to());
    if (session.enabled().has(Extension.IMAP4REV2) && !rename.from().equals(MailboxName.INBOX)) {
      out.raw("* LIST () \".\" ").mailbox(rename.to().value());
      out.raw(" (\"OLDNAME\" (").mailbox(rename.from().value()).raw("))").crlf();
    }
    return Outcome.Answer.ok("Folder renamed.");
  }

  private Outcome.Answer subscribe(MailboxName name) throws MailboxException {
    store.subscribe(name);
    return Outcome.Answer.ok("Folder subscribed.");
  }

  private Outcome.Answer unsubscribe(MailboxName name) throws MailboxException {
    store.unsubscribe(name);
    return Outcome.Answer.ok("Folder unsubscribed.");
  }

  private Outcome.Answer namespace() throws IOException {
    String shared =
        store.sharedMailboxesPossible() ? "((\"#shared.\" \".\")(\"shared.\" \".\"))" : "NIL";
    out.raw("* NAMESPACE ((\"INBOX.\" \".\")) NIL ").raw(shared).crlf();
    return Outcome.Answer.ok("NAMESPACE completed.");
  }

  private Outcome.Answer status(Command.Status command) throws IOException, MailboxException {
    var encoder = new StatusEncoder(session, user, command.items());
    encoder.write(command.mailbox(), encoder.read(command.mailbox()));
    return Outcome.Answer.ok("STATUS Completed.");
  }
}

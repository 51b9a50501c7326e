package dev.postroom.imap.session;

import static dev.postroom.imap.session.Outcome.Answer.bad;
import static dev.postroom.imap.session.Outcome.Answer.ok;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.session.SessionEvents.ClientField;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Carries out commands and keeps the session's state. A command that the state does not allow is
 * BAD (RFC 3501 section 3).
 */
final class CommandExecution {

  private static final Outcome.Answer LOG_IN_FIRST = bad("Log in first.");
  private static final Outcome.Answer ALREADY_LOGGED_IN = bad("You are logged in already.");
  private static final Outcome.Answer SELECT_FIRST = bad("Select a mailbox first.");

  private final Connection connection;
  private final SessionServices services;
  private final ResponseEncoder out;
  private final SentBytes counter = new SentBytes();
  private SessionState state = new SessionState.NotAuthenticated();

  CommandExecution(Connection connection, SessionServices services, ResponseEncoder out) {
    this.connection = connection;
    this.services = services;
    this.out = out;
  }

  SessionState state() {
    return state;
  }

  SentBytes counter() {
    return counter;
  }

  String capabilities() {
    return CapabilityText.of(services.settings().get(), connection, state);
  }

  /**
   * Carries out one command and tells the client, where it may be told, what else happened to its
   * mailbox. The tagged answer is the caller's to send.
   */
  Outcome run(Command command, CommandReader reader) throws IOException, CommandRefusedException {
    try {
      return switch (command) {
        case Command.Any any -> anyState(any);
        case Command.NotAuthenticated before ->
            state instanceof SessionState.NotAuthenticated
                ? notAuthenticated(before, reader)
                : ALREADY_LOGGED_IN;
        case Command.Authenticated after ->
            state instanceof SessionState.LoggedIn user
                ? authenticated(after, user, reader)
                : LOG_IN_FIRST;
        case Command.Selected within ->
            switch (state) {
              case SessionState.Selected selected -> selected(within, selected);
              case SessionState.Authenticated _ -> SELECT_FIRST;
              case SessionState.NotAuthenticated _, SessionState.LoggedOut _ -> LOG_IN_FIRST;
            };
      };
    } catch (MailboxException refusal) {
      return Refusals.answer(refusal);
    }
  }

  /**
   * Tells the client what happened to the selected mailbox, if there is one.
   *
   * @param command after which command; some must not see numbers shift (RFC 3501 section 7.4.1)
   */
  void report(Command command) throws IOException {
    if (state instanceof SessionState.Selected selected) {
      selected.view().report(out, expungeAllowed(command));
    }
  }

  /** Leaves the mailbox and the mail. */
  void leave() {
    leaveMailbox();
    if (state instanceof SessionState.LoggedIn user) {
      user.store().close();
    }
    state = new SessionState.LoggedOut();
  }

  private static boolean expungeAllowed(Command command) {
    return switch (command) {
      case Command.Fetch fetch -> fetch.uid();
      case Command.Store store -> store.uid();
      case Command.Search search -> search.uid();
      default -> true;
    };
  }

  private Outcome anyState(Command.Any command) throws IOException, MailboxException {
    return switch (command) {
      case Command.Capability _ -> {
        out.raw("* CAPABILITY ").raw(capabilities()).crlf();
        yield ok("CAPABILITY completed");
      }
      case Command.Noop _ -> {
        refresh();
        yield ok("NOOP completed");
      }
      case Command.Logout _ -> new Outcome.LoggedOut();
      case Command.Id id -> identify(id);
    };
  }

  /** ID (RFC 2971). As with Courier, only a user's client gets a line in the log. */
  private Outcome identify(Command.Id command) throws IOException {
    Map<String, String> told = services.settings().get().id();
    if (told.isEmpty()) {
      return bad("ID is not available here.");
    }
    if (state instanceof SessionState.LoggedIn user) {
      List<ClientField> client =
          command.fields().stream()
              .map(field -> new ClientField(field.name(), field.value().orElse("")))
              .toList();
      services.events().identified(connection, user.account(), client);
    }
    out.raw("* ID");
    String separator = " (";
    for (Map.Entry<String, String> field : told.entrySet()) {
      out.raw(separator).string(field.getKey()).sp().string(field.getValue());
      separator = " ";
    }
    out.raw(")").crlf();
    return ok("ID completed");
  }

  private Outcome notAuthenticated(Command.NotAuthenticated command, CommandReader reader)
      throws IOException, CommandRefusedException {
    return switch (command) {
      case Command.StartTls _ -> startTls();
      case Command.Login login ->
          entered(new LoginExecution(connection, services, out).login(login));
      case Command.Authenticate authenticate ->
          entered(new LoginExecution(connection, services, out).authenticate(authenticate, reader));
    };
  }

  private Outcome entered(LoginExecution.Result result) {
    result.state().ifPresent(loggedIn -> state = loggedIn);
    return result.outcome();
  }

  private Outcome startTls() {
    if (!services.settings().get().startTls() || !connection.canStartTls()) {
      return bad("STARTTLS is not possible here.");
    }
    return new Outcome.StartTls("Begin SSL/TLS negotiation now.");
  }

  private Outcome authenticated(
      Command.Authenticated command, SessionState.LoggedIn user, CommandReader reader)
      throws IOException, MailboxException, CommandRefusedException {
    var mailboxes = new MailStoreCommands(user.store(), out);
    return switch (command) {
      case Command.Select select -> select(select, user);
      case Command.Create create -> mailboxes.create(create.mailbox());
      case Command.Delete delete -> mailboxes.delete(delete.mailbox());
      case Command.Rename rename -> mailboxes.rename(rename);
      case Command.Subscribe subscribe -> mailboxes.subscribe(subscribe.mailbox());
      case Command.Unsubscribe unsubscribe -> mailboxes.unsubscribe(unsubscribe.mailbox());
      case Command.ListMailboxes list -> new ListExecution(user.store(), out).run(list);
      case Command.Namespace _ -> mailboxes.namespace();
      case Command.Status status -> mailboxes.status(status);
      case Command.Append append -> append(append, user, reader);
      case Command.Idle _ -> {
        refresh();
        yield new Outcome.Idling();
      }
    };
  }

  /** SELECT and EXAMINE; a failed one leaves nothing selected (section 6.3.1). */
  private Outcome select(Command.Select command, SessionState.LoggedIn user)
      throws IOException, MailboxException {
    leaveMailbox();
    var view = new MailboxView(user.store().select(command.mailbox(), command.readOnly()));
    state = new SessionState.Selected(user.account(), user.store(), view);
    view.introduce(out);
    return ok(view.mailbox().readOnly() ? "[READ-ONLY] Ok" : "[READ-WRITE] Ok");
  }

  private Outcome append(Command.Append command, SessionState.LoggedIn user, CommandReader reader)
      throws IOException, MailboxException, CommandRefusedException {
    long limit = services.settings().get().appendLimit();
    Outcome.Answer answer = new AppendExecution(user.store(), limit).run(command, reader);
    if (state instanceof SessionState.Selected selected
        && selected.view().mailbox().name().equals(command.mailbox())) {
      selected.view().refresh();
    }
    return answer;
  }

  private Outcome selected(Command.Selected command, SessionState.Selected selected)
      throws IOException, MailboxException, CommandRefusedException {
    var messages = new SelectedCommands(selected.view(), out, counter);
    return switch (command) {
      case Command.Check _ -> messages.check();
      case Command.Close _ -> {
        Outcome.Answer answer = messages.close();
        leaveMailbox();
        yield answer;
      }
      case Command.Unselect _ -> {
        leaveMailbox();
        yield ok("UNSELECT completed");
      }
      case Command.Expunge expunge -> messages.expunge(expunge);
      case Command.Search search -> messages.search(search);
      case Command.Fetch fetch -> messages.fetch(fetch);
      case Command.Store store -> messages.store(store);
      case Command.Copy copy -> messages.copy(copy);
      case Command.Move move -> messages.move(move);
    };
  }

  private void refresh() throws MailboxException {
    if (state instanceof SessionState.Selected selected) {
      selected.view().refresh();
    }
  }

  private void leaveMailbox() {
    if (state instanceof SessionState.Selected selected) {
      state = new SessionState.Authenticated(selected.account(), selected.store());
      selected.view().close();
    }
  }
}

package dev.postroom.imap.session.dialogue;

import static dev.postroom.imap.session.state.Outcome.Answer.bad;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.CommandRefusedException;
import dev.postroom.imap.command.TaggedCommand;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.session.input.CommandReader;
import dev.postroom.imap.session.login.LoginCommands;
import dev.postroom.imap.session.mailboxes.MailStoreCommands;
import dev.postroom.imap.session.selected.SelectedCommands;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.Refusals;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.state.SessionState;
import java.io.IOException;

/**
 * Gives each command to the family that carries it out. A command that the session's state does not
 * allow is BAD (RFC 3501 section 3).
 */
final class CommandExecution {

  private static final Outcome.Answer LOG_IN_FIRST = bad("Log in first.");
  private static final Outcome.Answer ALREADY_LOGGED_IN = bad("You are logged in already.");
  private static final Outcome.Answer SELECT_FIRST = bad("Select a mailbox first.");

  private final SessionScope session;

  CommandExecution(SessionScope session) {
    this.session = session;
  }

  /**
   * Carries out one command and tells the client, where it may be told, what else happened to its
   * mailbox. The tagged answer is the caller's to send.
   */
  Outcome run(TaggedCommand tagged, CommandReader reader)
      throws IOException, CommandRefusedException {
    SessionState state = session.state();
    try {
      return switch (tagged.command()) {
        case Command.Any any -> new SessionCommands(session).run(any);
        case Command.NotAuthenticated before ->
            state instanceof SessionState.NotAuthenticated
                ? new LoginCommands(session).run(before, reader)
                : ALREADY_LOGGED_IN;
        case Command.Authenticated after ->
            state instanceof SessionState.LoggedIn user
                ? new MailStoreCommands(session, user).run(after, reader)
                : LOG_IN_FIRST;
        case Command.Selected within ->
            switch (state) {
              case SessionState.Selected selected ->
                  new SelectedCommands(session, selected.view()).run(tagged.tag(), within, reader);
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
    if (session.state() instanceof SessionState.Selected selected) {
      selected.view().report(expungeAllowed(command));
    }
  }

  private static boolean expungeAllowed(Command command) {
    return switch (command) {
      case Command.Fetch fetch -> fetch.uid();
      case Command.Store store -> store.uid();
      // RFC 7162 section 3.2.10.2.
      case Command.Searching searching -> searching.uid() && !searching.criteria().hasNumbers();
      default -> true;
    };
  }
}

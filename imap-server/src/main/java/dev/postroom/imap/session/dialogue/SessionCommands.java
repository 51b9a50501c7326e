package dev.postroom.imap.session.dialogue;

import static dev.postroom.imap.session.state.Outcome.Answer.bad;
import static dev.postroom.imap.session.state.Outcome.Answer.no;
import static dev.postroom.imap.session.state.Outcome.Answer.ok;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.mailbox.MailboxException;
import dev.postroom.imap.session.SessionEvents.ClientField;
import dev.postroom.imap.session.state.Outcome;
import dev.postroom.imap.session.state.SessionScope;
import dev.postroom.imap.session.state.SessionState;
import dev.postroom.imap.wire.ResponseEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The commands that are possible in any state (RFC 3501 section 6.1, and ID). */
final class SessionCommands {

  private final SessionScope session;
  private final ResponseEncoder out;

  SessionCommands(SessionScope session) {
    this.session = session;
    this.out = session.out();
  }

  Outcome run(Command.Any command) throws IOException, MailboxException {
    return switch (command) {
      case Command.Capability _ -> {
        out.raw("* CAPABILITY ").raw(session.capabilities()).crlf();
        yield ok("CAPABILITY completed");
      }
      case Command.Noop _ -> {
        session.refresh();
        yield ok("NOOP completed");
      }
      case Command.Logout _ -> new Outcome.LoggedOut();
      case Command.Id id -> identify(id);
      case Command.Compress compress -> compress(compress);
    };
  }

  /**
   * COMPRESS (RFC 4978), for users who have logged in: others are not worth the memory that it
   * takes.
   */
  private Outcome compress(Command.Compress command) {
    if (!command.mechanism().equals("DEFLATE")) {
      return bad("The only mechanism is DEFLATE.");
    }
    if (session.connection().compressed()) {
      return no("[COMPRESSIONACTIVE] DEFLATE is active already.");
    }
    if (!(session.state() instanceof SessionState.LoggedIn)) {
      return no("Log in before COMPRESS.");
    }
    return new Outcome.StartCompression("DEFLATE active");
  }

  /** ID (RFC 2971). As with Courier, only a user's client gets a line in the log. */
  private Outcome identify(Command.Id command) throws IOException {
    Map<String, String> told = session.settings().id();
    if (told.isEmpty()) {
      return bad("ID is not available here.");
    }
    if (session.state() instanceof SessionState.LoggedIn user) {
      List<ClientField> client =
          command.fields().stream()
              .map(field -> new ClientField(field.name(), field.value().orElse("")))
              .toList();
      session.services().events().identified(session.connection(), user.account(), client);
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
}

package dev.postroom.imap.command;

import static dev.postroom.imap.command.Grammar.bare;
import static java.util.Map.entry;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commands about the session itself (RFC 3501 sections 6.1 and 6.2). */
final class SessionGrammar {

  static final Map<String, Grammar> COMMANDS =
      Map.ofEntries(
          entry("CAPABILITY", bare(Command.Capability::new)),
          entry("NOOP", bare(Command.Noop::new)),
          entry("LOGOUT", bare(Command.Logout::new)),
          entry("COMPRESS", Grammar.of(tokens -> new Command.Compress(tokens.word()))),
          entry("STARTTLS", bare(Command.StartTls::new)),
          entry("IDLE", bare(Command.Idle::new)),
          entry("ID", Grammar.of(tokens -> new Command.Id(new IdParser(tokens).fields()))),
          entry("ENABLE", Grammar.of(SessionGrammar::enable)),
          entry("LOGIN", Grammar.of(SessionGrammar::login)),
          entry("AUTHENTICATE", Grammar.of(SessionGrammar::authenticate)));

  private SessionGrammar() {}

  /** Names that mean nothing here are passed over (RFC 5161 section 3.1). */
  private static Command enable(Tokens tokens) throws CommandRefusedException {
    var wanted = new LinkedHashSet<Extension>();
    do {
      Extension.named(tokens.atom()).ifPresent(wanted::add);
    } while (tokens.accept(' '));
    return new Command.Enable(List.copyOf(wanted));
  }

  private static Command login(Tokens tokens) throws IOException, CommandRefusedException {
    String user = tokens.astringText();
    tokens.sp();
    return new Command.Login(user, tokens.astringText());
  }

  private static Command authenticate(Tokens tokens) throws CommandRefusedException {
    String mechanism = tokens.word();
    if (!tokens.accept(' ')) {
      return new Command.Authenticate(mechanism, Optional.empty());
    }
    // Base64 is an atom, and so is the "=" that stands for a response of no bytes (RFC 4959).
    return new Command.Authenticate(mechanism, Optional.of(tokens.atom()));
  }
}

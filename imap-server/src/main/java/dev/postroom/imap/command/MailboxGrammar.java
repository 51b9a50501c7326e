package dev.postroom.imap.command;

import static dev.postroom.imap.command.Grammar.bare;
import static dev.postroom.imap.command.MailboxNameParser.fresh;
import static dev.postroom.imap.command.MailboxNameParser.mailbox;
import static dev.postroom.imap.command.MailboxNameParser.pattern;
import static dev.postroom.imap.command.MailboxNameParser.text;
import static java.util.Map.entry;

import dev.postroom.imap.mailbox.MailboxName;
import java.io.IOException;
import java.util.Map;

/** The commands on mailboxes as such (RFC 3501 section 6.3). */
final class MailboxGrammar {

  static final Map<String, Grammar> COMMANDS =
      Map.ofEntries(
          entry("SELECT", Grammar.of(tokens -> select(tokens, false))),
          entry("EXAMINE", Grammar.of(tokens -> select(tokens, true))),
          entry("CREATE", Grammar.of(tokens -> new CreateParser(tokens).create())),
          entry("DELETE", Grammar.of(tokens -> new Command.Delete(mailbox(tokens)))),
          entry("RENAME", Grammar.of(MailboxGrammar::rename)),
          entry("SUBSCRIBE", Grammar.of(tokens -> new Command.Subscribe(mailbox(tokens)))),
          entry("UNSUBSCRIBE", Grammar.of(tokens -> new Command.Unsubscribe(mailbox(tokens)))),
          entry("LIST", Grammar.of(tokens -> new ListParser(tokens).list())),
          entry("LSUB", Grammar.of(MailboxGrammar::subscribed)),
          entry("NAMESPACE", bare(Command.Namespace::new)),
          entry("STATUS", Grammar.of(MailboxGrammar::status)));

  private MailboxGrammar() {}

  private static Command select(Tokens tokens, boolean readOnly)
      throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox(tokens);
    return new Command.Select(mailbox, readOnly, ModSequenceParser.selectParameters(tokens));
  }

  private static Command rename(Tokens tokens) throws IOException, CommandRefusedException {
    MailboxName from = mailbox(tokens);
    tokens.sp();
    return new Command.Rename(from, fresh(tokens, text(tokens)));
  }

  private static Command subscribed(Tokens tokens) throws IOException, CommandRefusedException {
    String reference = text(tokens);
    tokens.sp();
    return new Command.ListSubscribed(reference, pattern(tokens));
  }

  private static Command status(Tokens tokens) throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox(tokens);
    tokens.sp();
    return new Command.Status(mailbox, StatusParser.items(tokens));
  }
}

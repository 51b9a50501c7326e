package dev.postroom.imap.command;

import static dev.postroom.imap.command.CommandRefusedException.bad;
import static dev.postroom.imap.command.Grammar.bare;
import static dev.postroom.imap.command.MailboxNameParser.mailbox;
import static dev.postroom.imap.command.MailboxNameParser.named;
import static dev.postroom.imap.command.MailboxNameParser.pattern;
import static dev.postroom.imap.command.MailboxNameParser.text;
import static java.util.Map.entry;

import dev.postroom.imap.mailbox.MailboxName;
import dev.postroom.imap.mailbox.StatusItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;

/** The commands on mailboxes as such (RFC 3501 section 6.3). */
final class MailboxGrammar {

  static final Map<String, Grammar> COMMANDS =
      Map.ofEntries(
          entry("SELECT", Grammar.of(tokens -> new Command.Select(mailbox(tokens), false))),
          entry("EXAMINE", Grammar.of(tokens -> new Command.Select(mailbox(tokens), true))),
          entry("CREATE", Grammar.of(MailboxGrammar::create)),
          entry("DELETE", Grammar.of(tokens -> new Command.Delete(mailbox(tokens)))),
          entry("RENAME", Grammar.of(MailboxGrammar::rename)),
          entry("SUBSCRIBE", Grammar.of(tokens -> new Command.Subscribe(mailbox(tokens)))),
          entry("UNSUBSCRIBE", Grammar.of(tokens -> new Command.Unsubscribe(mailbox(tokens)))),
          entry("LIST", Grammar.of(tokens -> list(tokens, false))),
          entry("LSUB", Grammar.of(tokens -> list(tokens, true))),
          entry("NAMESPACE", bare(Command.Namespace::new)),
          entry("STATUS", Grammar.of(MailboxGrammar::status)));

  private MailboxGrammar() {}

  /** CREATE; a separator at the end only says that mailboxes are to follow below (6.3.3). */
  private static Command create(Tokens tokens) throws IOException, CommandRefusedException {
    String given = text(tokens);
    int end = given.length() - 1;
    return new Command.Create(
        named(
            given.endsWith(String.valueOf(MailboxName.SEPARATOR))
                ? given.substring(0, end)
                : given));
  }

  private static Command rename(Tokens tokens) throws IOException, CommandRefusedException {
    MailboxName from = mailbox(tokens);
    tokens.sp();
    return new Command.Rename(from, mailbox(tokens));
  }

  private static Command list(Tokens tokens, boolean subscribed)
      throws IOException, CommandRefusedException {
    String reference = text(tokens);
    tokens.sp();
    return new Command.ListMailboxes(reference, pattern(tokens), subscribed);
  }

  private static Command status(Tokens tokens) throws IOException, CommandRefusedException {
    MailboxName mailbox = mailbox(tokens);
    tokens.sp();
    tokens.expect('(');
    var items = new ArrayList<StatusItem>();
    do {
      items.add(statusAtt(tokens));
    } while (tokens.accept(' '));
    tokens.expect(')');
    return new Command.Status(mailbox, items);
  }

  private static StatusItem statusAtt(Tokens tokens) throws CommandRefusedException {
    String item = tokens.word();
    try {
      return StatusItem.valueOf(item);
    } catch (IllegalArgumentException e) {
      throw bad("STATUS knows no " + item);
    }
  }
}
